package io.rego4j.lambda;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.Manifest;
import io.rego4j.bundle.PatchOperation;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.SigningKey;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A bundle server with all the faults that one can have, one after the other; its good bundles are signed. */
final class BundleFaults implements AutoCloseable {
    /** How the server answers. */
    enum Mode {
        GOOD,
        BAD,
        BROKEN_POLICY,
        TRUNCATED,
        HANGING,
        UNSIGNED,
        WRONG_KEY,
        UNAVAILABLE,
        DELTA
    }

    static final String SECRET = "the-secret-of-the-good-bundles";
    private static final SigningKey KEY = SigningKey.of("prod", SignatureAlgorithm.HS256, SECRET);
    private static final SigningKey WRONG = SigningKey.of("prod", SignatureAlgorithm.HS256, "another");

    private final HttpServer http;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, Integer> asked = new ConcurrentHashMap<>();
    private State state = new State(Mode.DELTA, 0);

    /** What the server does until it does something else. */
    private record State(Mode mode, int revision, CountDownLatch over) {
        State(Mode mode, int revision) {
            this(mode, revision, new CountDownLatch(1));
        }
    }

    BundleFaults() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        http.setExecutor(workers);
        http.createContext("/", this::handle);
        http.start();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort());
    }

    /** The bundle of a revision, which is what it decides. */
    static Bundle bundle(int revision) {
        return Bundle.builder()
                .module("hello.rego", "package hello\n\ngreeting := data.revision\n")
                .data("revision", revision)
                .roots("hello", "revision")
                .revision("r" + revision)
                .build();
    }

    static Bundle signed(int revision) {
        return bundle(revision).signedWith(KEY);
    }

    /** Answers so from now on. */
    void mode(Mode mode, int revision) {
        CountDownLatch last = state.over();
        asked.clear();
        state = new State(mode, revision);
        last.countDown();
    }

    /** How often a client has asked since the last change. */
    int asked(String client) {
        return asked.getOrDefault(client, 0);
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            State now = state;
            String client = exchange.getRequestURI().getPath().substring(1);
            switch (now.mode()) {
                case GOOD -> send(exchange, signed(now.revision()).toBytes(), 0);
                case BAD -> send(exchange, "no bundle".getBytes(StandardCharsets.UTF_8), 0);
                case BROKEN_POLICY ->
                    send(
                            exchange,
                            Bundle.builder()
                                    .module("hello.rego", "package hello\n\ngreeting := nothing(1)\n")
                                    .roots("hello", "revision")
                                    .build()
                                    .signedWith(KEY)
                                    .toBytes(),
                            0);
                case TRUNCATED -> {
                    byte[] whole = signed(now.revision()).toBytes();
                    send(exchange, Arrays.copyOf(whole, whole.length / 2), whole.length - whole.length / 2);
                }
                case HANGING -> {
                    asked.merge(client, 1, Integer::sum);
                    now.over().await(1, TimeUnit.MINUTES);
                }
                case UNSIGNED -> send(exchange, bundle(now.revision()).toBytes(), 0);
                case WRONG_KEY ->
                    send(exchange, bundle(now.revision()).signedWith(WRONG).toBytes(), 0);
                case UNAVAILABLE -> exchange.sendResponseHeaders(503, -1);
                case DELTA ->
                    send(
                            exchange,
                            Bundle.delta(
                                            Manifest.EMPTY
                                                    .withRoots(List.of("hello", "revision"))
                                                    .withRevision("delta"),
                                            List.of(PatchOperation.upsert("revision", -1)))
                                    .toBytes(),
                            0);
            }
            asked.merge(client, 1, Integer::sum);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, byte[] bytes, int missing) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/vnd.openpolicyagent.bundles");
        exchange.sendResponseHeaders(200, bytes.length + missing);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().flush();
    }

    @Override
    public void close() {
        state.over().countDown();
        http.stop(0);
        workers.shutdownNow();
    }
}
