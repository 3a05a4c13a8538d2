package io.rego4j.opa;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** An OPA server that the tests run by themselves, as somebody else's would be. */
final class OpaServerProcess implements AutoCloseable {
    private final Process process;
    private final URI uri;

    private OpaServerProcess(Process process, URI uri) {
        this.process = process;
        this.uri = uri;
    }

    static OpaServerProcess start(OpaBinary binary, String scheme, List<String> arguments)
            throws IOException, InterruptedException {
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            port = socket.getLocalPort();
        }
        List<String> command = new ArrayList<>(
                List.of("run", "--server", "--addr=127.0.0.1:" + port, "--log-level=error", "--skip-version-check"));
        command.addAll(arguments);
        Path log = Files.createTempFile("rego4j-test-opa", ".log");
        Process process = binary.process(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        for (int i = 0; i < 1000 && process.isAlive(); i++) {
            try {
                new Socket("127.0.0.1", port).close();
                Files.deleteIfExists(log);
                return new OpaServerProcess(process, URI.create(scheme + "://127.0.0.1:" + port));
            } catch (IOException e) {
                Thread.sleep(10);
            }
        }
        process.destroyForcibly();
        throw new IOException("opa did not start: " + Files.readString(log));
    }

    static OpaServerProcess start() throws IOException, InterruptedException {
        return start(OpaBinary.find(), "http", List.of());
    }

    URI uri() {
        return uri;
    }

    Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
