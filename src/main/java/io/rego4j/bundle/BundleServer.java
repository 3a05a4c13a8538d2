package io.rego4j.bundle;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rego4j.bundle.server.ServedBundle;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves bundles to OPAs by OPA's bundle protocol: {@code GET /bundles/NAME.tar.gz} with {@code ETag} and
 * {@code If-None-Match}, and long polling: a client that sends {@code Prefer: wait=30} gets a new revision as soon as there is
 * one.
 *
 * <p>A bundle given as a file is read again when the file changes. A new version that is malformed, whose signature is wrong,
 * or that OPA does not load ({@link Builder#checkedBy}), is reported once and not served: the clients keep the last good one. A
 * delta ({@link Bundle#delta}) goes to clients that have the version before it; all others get the whole bundle with the delta
 * applied.
 */
public final class BundleServer implements AutoCloseable {
    private static final String TYPE = "application/vnd.openpolicyagent.bundles";
    private static final Pattern PATH = Pattern.compile("/bundles/([^/]+?)(?:\\.tar\\.gz)?");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");
    private static final Pattern WAIT = Pattern.compile("(?:^|[;,\\s])wait=(\\d{1,6})");
    private static final int MOST_SECONDS = 600;
    private static final int MOST_WAITING = 2000;
    private static final long RELOAD_MILLIS = 200;

    private final HttpServer http;
    private final ExecutorService workers;
    private final ScheduledExecutorService watcher;
    private final Map<String, ServedBundle> bundles;
    private final Semaphore waiting = new Semaphore(MOST_WAITING);
    private final Map<String, String> problems = new ConcurrentHashMap<>();
    private final @Nullable Supplier<String> token;
    private final Consumer<String> log;

    private BundleServer(Builder builder) throws IOException {
        // Without this, Java 17 delays the second packet of a response by 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        bundles = new ConcurrentHashMap<>(builder.bundles);
        token = builder.token;
        log = builder.log;
        http = HttpServer.create(new InetSocketAddress(builder.address, builder.port), 0);
        workers = Executors.newCachedThreadPool(BundleServer::daemon);
        watcher = Executors.newSingleThreadScheduledExecutor(BundleServer::daemon);
        http.setExecutor(workers);
        http.createContext("/", this::handle);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "bundle-server");
        thread.setDaemon(true);
        return thread;
    }

    /** Starts with no bundles, on the loopback address and a free port. */
    public static Builder builder() {
        return new Builder();
    }

    /** The bundles and the settings of a server. */
    public static final class Builder {
        private final Map<String, ServedBundle> bundles = new TreeMap<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private @Nullable Supplier<String> token;
        private @Nullable BundleCompiler compiler;
        private Consumer<String> log = line -> {};

        private Builder() {}

        /** Listens on this address and port; port 0 takes a free one. */
        public Builder listen(InetAddress address, int port) {
            this.address = address;
            this.port = port;
            return this;
        }

        /** Serves a bundle as {@code /bundles/NAME.tar.gz}. */
        public Builder bundle(String name, Bundle bundle) {
            bundles.put(checked(name), ServedBundle.of(bundle));
            return this;
        }

        /**
         * Serves a file, and each new version of it.
         *
         * @param reader how the file is verified before it is served; signed bundles need a key or
         *     {@link BundleReader#skippingVerification()}
         * @throws IOException if the file cannot be read
         * @throws BundleException if it is not a valid bundle
         */
        public Builder file(String name, Path file, BundleReader reader) throws IOException {
            bundles.put(checked(name), ServedBundle.of(file, reader));
            return this;
        }

        /** Requires this bearer token of each client. */
        public Builder token(String token) {
            String checked = checkedToken("", token);
            this.token = () -> checked;
            return this;
        }

        /**
         * Requires the bearer token in a file, which may be replaced at any time, of each client.
         *
         * @throws IOException if the file cannot be read
         * @throws BundleException if it holds no token
         */
        public Builder tokenFile(Path file) throws IOException {
            checkedToken(file + ": ", Files.readString(file).strip());
            this.token = () -> {
                try {
                    return checkedToken(file + ": ", Files.readString(file).strip());
                } catch (IOException e) {
                    throw new BundleException(file + " cannot be read: " + e.getMessage(), e);
                }
            };
            return this;
        }

        private static String checkedToken(String where, String token) {
            if (token.isEmpty() || token.chars().anyMatch(c -> c <= ' ' || c > '~')) {
                throw new BundleException(where + "a token holds visible ASCII characters only, and at least one");
            }
            return token;
        }

        /** Has this OPA load each version of each bundle before it is served. */
        public Builder checkedBy(OpaBinary opa) {
            this.compiler = BundleCompiler.with(opa);
            return this;
        }

        /** Receives a line for each start, each new revision and each file that was refused. */
        public Builder log(Consumer<String> log) {
            this.log = log;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IOException if the port is taken
         * @throws BundleException if OPA does not load one of the bundles
         */
        public BundleServer start() throws IOException {
            if (compiler != null) {
                for (ServedBundle served : bundles.values()) {
                    served.checkedBy(compiler::check);
                }
            }
            BundleServer server = new BundleServer(this);
            server.http.start();
            server.watcher.scheduleWithFixedDelay(server::reload, RELOAD_MILLIS, RELOAD_MILLIS, TimeUnit.MILLISECONDS);
            server.log.accept("serving " + server.bundles.keySet() + " at " + server.uri() + "bundles/");
            return server;
        }

        private static String checked(String name) {
            if (!NAME.matcher(name).matches()) {
                throw new BundleException(
                        "\"" + name + "\" is no name for a bundle: use letters, digits, \"-\", \"_\" and \".\"");
            }
            return name;
        }
    }

    /** The address: OPA's {@code services.NAME.url}. */
    public URI uri() {
        InetSocketAddress bound = http.getAddress();
        String host = bound.getAddress().isAnyLocalAddress()
                ? "localhost"
                : bound.getAddress().getHostAddress();
        return URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + bound.getPort() + "/");
    }

    /**
     * Replaces the bundle of a name; clients that wait for a change get it at once.
     *
     * @throws BundleException if there is no bundle of that name, OPA does not load the new one, or a delta changes a path that
     *     does not exist
     */
    public void replace(String name, Bundle bundle) {
        ServedBundle served = bundles.get(name);
        if (served == null) {
            throw new BundleException("there is no bundle \"" + name + "\" here");
        }
        try {
            if (served.replace(bundle)) {
                log.accept(name + ": now revision \"" + bundle.revision() + "\"");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void reload() {
        bundles.forEach((name, served) -> {
            try {
                if (served.reload()) {
                    log.accept(name + ": now revision \"" + served.revision() + "\"");
                }
                problems.remove(name);
            } catch (IOException | RuntimeException e) {
                String problem = String.valueOf(e.getMessage());
                // The file is checked five times a second: a problem that lasts is logged once.
                if (!problem.equals(problems.put(name, problem))) {
                    log.accept(name + ": the new file is refused, the last good one stays: " + problem);
                }
            }
        });
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getPath();
            if (!method.equals("GET") && !method.equals("HEAD")) {
                exchange.getResponseHeaders().set("Allow", "GET, HEAD");
                exchange.sendResponseHeaders(405, -1);
            } else if (path.equals("/health")) {
                exchange.sendResponseHeaders(200, -1);
            } else if (!isAllowed(exchange)) {
                exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
                exchange.sendResponseHeaders(401, -1);
            } else {
                Matcher matcher = PATH.matcher(path);
                ServedBundle served = matcher.matches() ? bundles.get(matcher.group(1)) : null;
                if (served == null) {
                    exchange.sendResponseHeaders(404, -1);
                } else {
                    answer(exchange, served);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        if (token == null) {
            return true;
        }
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        try {
            byte[] wanted = ("Bearer " + token.get()).getBytes(StandardCharsets.UTF_8);
            return given != null && MessageDigest.isEqual(wanted, given.getBytes(StandardCharsets.UTF_8));
        } catch (BundleException e) {
            log.accept("a client is refused: " + e.getMessage());
            return false;
        }
    }

    private void answer(HttpExchange exchange, ServedBundle served) throws IOException, InterruptedException {
        Headers asked = exchange.getRequestHeaders();
        String known = asked.getFirst("If-None-Match");
        boolean changes = String.valueOf(asked.getFirst("Prefer")).contains("delta");
        long seconds = secondsToWait(asked);
        boolean waits = seconds > 0 && waiting.tryAcquire();
        ServedBundle.Answer answer;
        try {
            answer = served.await(known, waits ? seconds : 0, changes);
        } finally {
            if (waits) {
                waiting.release();
            }
        }
        Headers headers = exchange.getResponseHeaders();
        // With this type OPA uses long polling.
        headers.set("Content-Type", TYPE);
        if (answer == null) {
            headers.set("ETag", String.valueOf(known).split(",")[0].strip());
            exchange.sendResponseHeaders(304, -1);
            return;
        }
        headers.set("ETag", answer.etag());
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(answer.bytes().length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, answer.bytes().length);
            exchange.getResponseBody().write(answer.bytes());
        }
    }

    private static long secondsToWait(Headers headers) {
        String prefer = headers.getFirst("Prefer");
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(Long.parseLong(wait.group(1)), MOST_SECONDS) : 0;
    }

    /** Stops the server; waiting requests are answered at once. */
    @Override
    public void close() {
        watcher.shutdownNow();
        bundles.values().forEach(ServedBundle::close);
        http.stop(0);
        workers.shutdownNow();
    }
}
