package io.rego4j.bundle;

import io.rego4j.testing.Await;
import io.rego4j.testing.OpaProgram;
import io.rego4j.testing.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real {@code opa run -s} on a free port of the loopback address. */
public final class OpaServer implements AutoCloseable {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int port;
    private final Path log;

    private OpaServer(List<String> arguments, Path folder) throws IOException {
        port = Ports.free();
        List<String> all = new ArrayList<>(
                List.of("run", "-s", "--addr", "127.0.0.1:" + port, "--skip-version-check", "--log-level", "info"));
        all.addAll(arguments);
        log = Files.createTempFile(folder, "opa", ".log");
        process = OpaProgram.binary()
                .process(all)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    /** Starts it, and waits until it answers and has its bundles. */
    public OpaServer(Path folder, String... arguments) throws Exception {
        this(List.of(arguments), folder);
        awaitReady();
    }

    /** Starts it without waiting: {@link #awaitReady()} does. Fails at once if there is no OPA. */
    public static OpaServer launch(Path folder, String... arguments) throws IOException {
        return new OpaServer(List.of(arguments), folder);
    }

    /** Waits until it answers and has its bundles; fails as soon as it has ended. */
    public void awaitReady() throws Exception {
        Await.until(() -> "opa is not ready: " + logged(), () -> isRunning() && isUp());
    }

    /** True; if it has ended, this fails and says what it wrote. */
    public boolean isRunning() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("opa has ended with " + process.exitValue() + ": " + log());
        }
        return true;
    }

    private boolean isUp() throws InterruptedException {
        try {
            return get("/health?bundles").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Await.LIMIT)
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    /** What it wrote, for the message of a failed test. */
    public String logged() {
        try {
            return log();
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
