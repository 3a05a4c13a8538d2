package io.rego4j.opa;

import io.rego4j.testing.Await;
import io.rego4j.testing.Ports;
import java.io.IOException;
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

    static OpaServerProcess start(OpaBinary binary, String scheme, List<String> arguments) throws Exception {
        int port = Ports.free();
        List<String> command = new ArrayList<>(
                List.of("run", "--server", "--addr=127.0.0.1:" + port, "--log-level=error", "--skip-version-check"));
        command.addAll(arguments);
        Path log = Files.createTempFile("rego4j-test-opa", ".log");
        Process process = binary.process(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Await.until(() -> "opa did not start: " + log, () -> isListening(port) || !process.isAlive());
        String said = Files.readString(log);
        Files.delete(log);
        if (!process.isAlive()) {
            throw new IOException("opa did not start: " + said);
        }
        return new OpaServerProcess(process, URI.create(scheme + "://127.0.0.1:" + port));
    }

    private static boolean isListening(int port) {
        try {
            new Socket("127.0.0.1", port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    static OpaServerProcess start() throws Exception {
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
        process.destroyForcibly().onExit().join();
    }
}
