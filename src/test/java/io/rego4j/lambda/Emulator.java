package io.rego4j.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.bundle.OpaCommand;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A pack in a folder that stands for its image, started by its own start.sh under AWS's runtime interface emulator. Calls
 * go one after the other: the emulator crashes when they overlap.
 */
final class Emulator implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int port;
    private final int opaPort;
    private final Path log;

    /**
     * Starts the emulator; the handler starts with the first call.
     *
     * @param tree a folder of this test's own
     * @param pack the pack; null if it was written to the folder {@code pack} of the tree
     * @param handler {@code bootstrap} for the forwarder, {@code shell} for the script
     * @param timeout of the function in seconds
     * @param variables of the function
     */
    Emulator(Path tree, @Nullable LambdaPack pack, Adapter handler, int timeout, Map<String, String> variables)
            throws IOException, InterruptedException {
        Path source = tree.resolve("pack");
        if (pack != null && !Files.exists(source)) {
            pack.writeTo(source);
        }
        port = freePort();
        int runtimePort = freePort();
        opaPort = freePort();
        log = tree.resolve("log-" + port);
        Path emulator =
                Files.writeString(tree.resolve("rie-" + port), """
                #!/bin/sh
                exec '%s' --log-level error --runtime-interface-emulator-address 127.0.0.1:%d \
                --runtime-api-address 127.0.0.1:%d "$@"
                """.formatted(Tools.emulator(), port, runtimePort));
        emulator.toFile().setExecutable(true);
        Path bootstrap = handler == Adapter.SHELL ? source.resolve("bootstrap") : Tools.forwarder(source);
        ProcessBuilder builder = new ProcessBuilder(source.resolve("start.sh").toString(), "opa");
        builder.environment()
                .putAll(Map.of(
                        "LAMBDA_EMULATOR", emulator.toString(),
                        "OPA_HANDLER", bootstrap.toString(),
                        "OPA_BINARY", OpaCommand.binary().path().toString(),
                        "OPA_BUNDLE", source.resolve("bundle.tar.gz").toString(),
                        "OPA_PORT", Integer.toString(opaPort),
                        "OPA_CACHE_DIR", tree.resolve("cache").toString(),
                        "AWS_LAMBDA_FUNCTION_TIMEOUT", Integer.toString(timeout)));
        builder.environment().remove("AWS_LAMBDA_RUNTIME_API");
        builder.environment().putAll(variables);
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitListening();
    }

    static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    private void awaitListening() throws IOException, InterruptedException {
        for (int i = 0; i < 200 && process.isAlive(); i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                TimeUnit.MILLISECONDS.sleep(25);
            }
        }
        throw new IOException("the emulator did not start: " + log());
    }

    /** Calls the function and returns what the emulator says, with its status. */
    HttpResponse<String> call(String event) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .timeout(Duration.ofSeconds(90))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        return CLIENT.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Calls the function and returns its answer. */
    JsonNode invoke(String event) throws IOException, InterruptedException {
        return JSON.readTree(call(event).body());
    }

    JsonNode invoke(Map<String, ?> event) throws IOException, InterruptedException {
        return invoke(JSON.writeValueAsString(event));
    }

    /** The OPA behind the handler. */
    int opaPort() {
        return opaPort;
    }

    /** All that the emulator, the handler and OPA wrote. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /** The processes whose command line holds a word. */
    List<ProcessHandle> processes(String word) {
        return process.descendants()
                .filter(each -> each.info().commandLine().orElse("").contains(word))
                .toList();
    }

    @Override
    public void close() {
        // The emulator gives the handler a group of its own: so each process by itself, from the top.
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly();
        below.forEach(ProcessHandle::destroyForcibly);
    }
}
