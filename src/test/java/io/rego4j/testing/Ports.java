package io.rego4j.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports for the servers that tests start as processes. */
public final class Ports {
    // Below those that systems give to connections: none takes the port before the server does, and no client that
    // waits for the server ends up connected to itself.
    private static final int LEAST = 15_000;
    private static final int MOST = 32_000;
    private static final int TRIES = 1_000;

    private Ports() {}

    /** A port of the loopback address that is free now. */
    public static int free() {
        for (int i = 0; i < TRIES; i++) {
            int port = ThreadLocalRandom.current().nextInt(LEAST, MOST);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
                return socket.getLocalPort();
            } catch (IOException e) {
                // Somebody has it.
            }
        }
        throw new AssertionError("no free port between " + LEAST + " and " + MOST);
    }
}
