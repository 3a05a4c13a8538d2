package io.rego4j.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.testing.Await;
import io.rego4j.testing.OpaProgram;
import io.rego4j.testing.Ports;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A pack in a folder that stands for its image, started by its own start.sh under AWS's runtime interface emulator. Calls
 * go one after the other: the emulator crashes when they overlap.
 */
final class Emulator implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** A timeout of the function, in seconds, that no call comes near. */
    static final int PATIENT = (int) Await.LIMIT.toSeconds();

    private final Process process;
    private final int port;
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
            throws Exception {
        Path source = tree.resolve("pack");
        if (pack != null && !Files.exists(source)) {
            pack.writeTo(source);
        }
        port = Ports.free();
        int runtimePort = Ports.free();
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
                        "OPA_BINARY", OpaProgram.binary().path().toString(),
                        "OPA_BUNDLE", source.resolve("bundle.tar.gz").toString(),
                        "OPA_CACHE_DIR", tree.resolve("cache").toString(),
                        "OPA_READY_SECONDS", Integer.toString(PATIENT),
                        "AWS_LAMBDA_FUNCTION_TIMEOUT", Integer.toString(timeout)));
        builder.environment().remove("AWS_LAMBDA_RUNTIME_API");
        builder.environment().putAll(variables);
        process = builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        awaitListening();
    }

    private void awaitListening() throws Exception {
        Await.until(() -> "the emulator did not start: " + log, () -> isListening() || !process.isAlive());
        if (!process.isAlive()) {
            throw new IOException("the emulator did not start: " + log());
        }
    }

    private boolean isListening() {
        try {
            new Socket("127.0.0.1", port).close();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Waits for a word in what they wrote: it may come after the answer. */
    void awaitLog(String word) throws Exception {
        Await.until("\"" + word + "\" in " + log, () -> log().contains(word));
    }

    /** Calls the function and returns what the emulator says, with its status. */
    HttpResponse<String> call(String event) throws IOException, InterruptedException {
        return CLIENT.send(request(event), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    /** Calls the function and does not wait. */
    CompletableFuture<HttpResponse<String>> callLater(String event) {
        return CLIENT.sendAsync(request(event), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private HttpRequest request(String event) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/2015-03-31/functions/function/invocations"))
                .timeout(Await.LIMIT)
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
    }

    /** Calls the function and returns its answer. */
    JsonNode invoke(String event) throws IOException, InterruptedException {
        return JSON.readTree(call(event).body());
    }

    JsonNode invoke(Map<String, ?> event) throws IOException, InterruptedException {
        return invoke(JSON.writeValueAsString(event));
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

    /** Kills processes whose command line holds a word, and waits until whoever started them can know. */
    void kill(String word) throws Exception {
        List<ProcessHandle> found = processes(word);
        found.forEach(ProcessHandle::destroyForcibly);
        found.forEach(each -> each.onExit().join());
    }

    /** Ends them all and waits until they have ended: then nothing writes to the folder any more. */
    @Override
    public void close() {
        // The emulator gives the handler a group of its own: so each process by itself, from the top.
        List<ProcessHandle> below = process.descendants().toList();
        process.destroyForcibly().onExit().join();
        below.forEach(ProcessHandle::destroyForcibly);
        below.forEach(each -> each.onExit().join());
    }
}
