package io.rego4j.opa.server;

import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaOptions;
import io.rego4j.opa.Policies;
import io.rego4j.opa.binary.CacheFolder;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.ExceptionText;
import io.rego4j.opa.engine.UseCount;
import io.rego4j.opa.rest.OpaHttp;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One {@code opa run --server} as a child of this JVM. It listens on loopback only and answers only to a random token,
 * which it reads from a file that is deleted as soon as it is ready.
 *
 * <p>It does not outlive this JVM, however that dies: a small shell stands between the two, and a part of it waits for the
 * end of a pipe whose other end only this JVM holds. When the JVM goes, the system closes the pipe, and the shell kills OPA
 * and removes its files. Windows has no such shell; there OPA is killed when the JVM ends in order.
 */
public final class LocalServer implements AutoCloseable {
    // Arguments: the folder to remove, then the command. A child in the background reads from /dev/null by itself.
    private static final String WATCH = """
            dir=$1; shift
            exec 3<&0
            "$@" 3<&- &
            opa=$!
            (while read -r line; do :; done; kill -9 "$opa"; rm -rf "$dir") <&3 >/dev/null 2>&1 &
            watch=$!
            exec 3<&-
            wait "$opa"
            code=$?
            kill "$watch" 2>/dev/null
            exit "$code"
            """;
    private static final HttpClient CLIENT = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PORT_TRIES = 10;
    private static final int LOG_LINES = 50;
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration LAST_LINES = Duration.ofSeconds(20);

    private final Process process;
    private final OpaHttp http;
    private final Map<String, String> names;
    private final Deque<String> lastLines = new ArrayDeque<>();
    private @Nullable Thread logReader;
    private final @Nullable Thread hook;
    private final UseCount users = new UseCount(this::close);

    private LocalServer(Process process, OpaHttp http, Map<String, String> names) {
        this.process = process;
        this.http = http;
        this.names = names;
        this.hook = CacheFolder.isWindows() ? new Thread(process::destroyForcibly) : null;
        if (hook != null) {
            Runtime.getRuntime().addShutdownHook(hook);
        }
    }

    /**
     * Starts a server with policies and data and waits until it answers.
     *
     * @throws OpaException if OPA does not accept them, or does not start
     */
    static LocalServer start(OpaBinary binary, Policies policies, OpaOptions options) {
        return start(binary, policies, options, LocalServer::freePort);
    }

    /** The same, on ports of one's own choice. */
    static LocalServer start(OpaBinary binary, Policies policies, OpaOptions options, IntSupplier ports) {
        try (PolicyFiles files = PolicyFiles.write(policies)) {
            for (int attempt = 1; ; attempt++) {
                LocalServer server = launch(binary, files, options, ports.getAsInt());
                try {
                    if (server.awaitReady(nonceOf(files), Deadline.in(START))) {
                        return server;
                    }
                } catch (InterruptedException e) {
                    server.close();
                    Thread.currentThread().interrupt();
                    throw new OpaException(OpaError.CANCELLED, "interrupted while OPA started");
                }
                String output = server.lastLines();
                server.close();
                // Between finding a free port and listening on it another program may take it.
                if (!output.contains("address already in use") || attempt == PORT_TRIES) {
                    throw notStarted(binary, files, output);
                }
                options.log().accept("rego4j: the port was taken meanwhile, trying another one");
            }
        }
    }

    private static OpaException notStarted(OpaBinary binary, PolicyFiles files, String output) {
        OpaError error = new OpaCheck(binary)
                .errors(files, List.of())
                // Where the check fails without naming a policy, the server's own log says more.
                .filter(found -> !found.code().equals(OpaCheck.NO_ANSWER))
                .orElseGet(() -> OpaError.of(
                        OpaError.UNREACHABLE,
                        binary + " did not start"
                                + (output.isEmpty() ? " within " + START.toSeconds() + " s" : ": " + output)));
        return new OpaException(error);
    }

    private static String nonceOf(PolicyFiles files) {
        return files.folder().getFileName().toString();
    }

    private static LocalServer launch(OpaBinary binary, PolicyFiles files, OpaOptions options, int port) {
        String token = random();
        // For a unification of a reference and a constant OPA's compiler makes no variable. It numbers the variables of
        // all
        // modules in one go, and a set that is written out is gone through in the order of their names: with one more
        // variable here, the policies that were loaded would have other answers than by themselves.
        files.add(
                PolicyFiles.LOCAL_AUTHZ,
                "package system.authz\n\nimport rego.v1\n\ndefault allow := false\n\nallow if input.identity = \""
                        + token + "\"\n\nserver := \"" + nonceOf(files) + "\"\n");
        List<String> arguments = new ArrayList<>(List.of(
                "run",
                "--server",
                "--addr=127.0.0.1:" + port,
                "--authentication=token",
                "--authorization=basic",
                "--log-level=error",
                "--skip-version-check",
                "--shutdown-grace-period=1"));
        if (options.decisionLog() != null) {
            arguments.add("--set=decision_logs.console=true");
        }
        arguments.addAll(options.arguments());
        arguments.addAll(files.arguments(binary.version(), ""));
        ProcessBuilder builder = binary.process(arguments);
        if (!CacheFolder.isWindows()) {
            List<String> command = new ArrayList<>(
                    List.of("/bin/sh", "-c", WATCH, "rego4j", files.folder().toString()));
            command.addAll(builder.command());
            builder.command(command);
        }
        builder.directory(files.folder().toFile()).redirectErrorStream(true);
        try {
            Process process = OpaBinary.start(builder);
            OpaHttp http = new OpaHttp(CLIENT, URI.create("http://127.0.0.1:" + port), token);
            LocalServer server = new LocalServer(process, http, files.names());
            server.readLog(options);
            return server;
        } catch (IOException e) {
            throw new OpaException(OpaError.of(OpaError.UNREACHABLE, binary + " does not start: " + e.getMessage()), e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new OpaException(
                    OpaError.of(OpaError.UNREACHABLE, "no free port on 127.0.0.1: " + e.getMessage()), e);
        }
    }

    private void readLog(OpaOptions options) {
        Consumer<String> decisions = options.decisionLog();
        Thread reader = new Thread(
                () -> {
                    try (BufferedReader lines = new BufferedReader(
                            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (decisions != null && line.startsWith("{\"decision_id\"")) {
                                tell(decisions, line, options.log());
                            } else {
                                keep(line);
                                tell(options.log(), line, options.log());
                            }
                        }
                    } catch (IOException e) {
                        // The process is gone; so is its log.
                    }
                },
                "rego4j-opa-log");
        reader.setDaemon(true);
        reader.start();
        logReader = reader;
    }

    /** Goes on after a listener has failed: OPA would wait for ever to write a line that nobody reads. */
    private static void tell(Consumer<String> listener, String line, Consumer<String> problems) {
        try {
            listener.accept(line);
        } catch (RuntimeException e) {
            if (listener != problems) {
                tell(problems, "rego4j: a decision was not logged: " + ExceptionText.of(e), problems);
            }
        }
    }

    private void keep(String line) {
        synchronized (lastLines) {
            if (lastLines.size() == LOG_LINES) {
                lastLines.removeFirst();
            }
            lastLines.addLast(line);
        }
    }

    private String lastLines() {
        synchronized (lastLines) {
            return String.join("\n", lastLines);
        }
    }

    /** True once the server that we started answers; false if it ended or the deadline came. */
    private boolean awaitReady(String nonce, Deadline deadline) throws InterruptedException {
        while (process.isAlive() && !deadline.isOver()) {
            try {
                OpaHttp.Answer answer = http.send(
                        OpaHttp.Request.get("/v1/data/system/authz/server"), Deadline.in(Duration.ofSeconds(5)));
                // Another program on this port would not know this text.
                if (answer.status() == 200
                        && answer.json("it").path("result").asText("").equals(nonce)) {
                    return true;
                }
            } catch (IOException | TimeoutException e) {
                // Not yet.
            }
            process.waitFor(10, TimeUnit.MILLISECONDS);
        }
        // The last lines of its log may not have been read yet, and they say why it ended.
        if (logReader != null && !process.isAlive()) {
            logReader.join(LAST_LINES.toMillis());
        }
        return false;
    }

    public OpaHttp http() {
        return http;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /** The name under which the server has a module: its file's where it was loaded from one. */
    String nameOf(String id) {
        return names.getOrDefault(id, id);
    }

    String idOf(String name) {
        for (Map.Entry<String, String> entry : names.entrySet()) {
            if (entry.getValue().equals(name)) {
                return entry.getKey();
            }
        }
        return name;
    }

    /** To be called before a question; false if the server has been replaced and takes no more. */
    boolean enter() {
        return users.enter();
    }

    void leave() {
        users.leave();
    }

    /** Stops after the questions that are being answered. */
    void retire() {
        users.retire();
    }

    @Override
    public void close() {
        try {
            // The watching shell takes this for the end of the JVM.
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is gone already.
        }
        if (hook != null) {
            process.destroyForcibly();
            removeHook(hook);
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The JVM is ending: the hook runs.
        }
    }
}
