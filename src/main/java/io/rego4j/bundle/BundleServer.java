package io.rego4j.bundle;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.rego4j.bundle.server.ServedBundle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Hands bundles to any number of OPAs by OPA's own protocol: {@code GET /bundles/NAME.tar.gz} with {@code ETag} and
 * {@code If-None-Match}, and long polling: a client that sends {@code Prefer: wait=30} hears of a new revision at once.
 *
 * <p>A bundle given as a file is read again when the file changes. A new state that is no bundle, or whose signature does
 * not hold, is reported and not handed out: the clients keep the last good one.
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
    private final byte @Nullable [] authorization;
    private final Consumer<String> log;

    private BundleServer(Builder builder) throws IOException {
        // Without this, Java 17 holds back the second packet of an answer for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        bundles = new ConcurrentHashMap<>(builder.bundles);
        String token = builder.token;
        authorization = token == null ? null : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
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

    /** What a server serves, and where. */
    public static final class Builder {
        private final Map<String, ServedBundle> bundles = new TreeMap<>();
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private @Nullable String token;
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
         * Serves a file, and each new state of it.
         *
         * @param reader how the file is checked before it is handed out; signed bundles need a key or {@link
         *     BundleReader#skippingVerification()}
         * @throws IOException if the file cannot be read
         * @throws BundleException if it is no bundle
         */
        public Builder file(String name, Path file, BundleReader reader) throws IOException {
            bundles.put(checked(name), ServedBundle.of(file, reader));
            return this;
        }

        /** Asks each client for this bearer token. */
        public Builder token(String token) {
            this.token = token;
            return this;
        }

        /** Gets a line for each start, each new revision and each file that was refused. */
        public Builder log(Consumer<String> log) {
            this.log = log;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws IOException if the port is taken
         */
        public BundleServer start() throws IOException {
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
     * Hands out another bundle under a name from now on; whoever waits for it gets it at once.
     *
     * @throws BundleException if there is no bundle of that name
     */
    public void replace(String name, Bundle bundle) {
        ServedBundle served = bundles.get(name);
        if (served == null) {
            throw new BundleException("there is no bundle \"" + name + "\" here");
        }
        if (served.replace(ServedBundle.State.of(bundle.toBytes(), bundle.revision()))) {
            log.accept(name + ": now revision \"" + bundle.revision() + "\"");
        }
    }

    private void reload() {
        bundles.forEach((name, served) -> {
            try {
                if (served.reload()) {
                    log.accept(name + ": now revision \"" + served.state().revision() + "\"");
                }
            } catch (IOException | RuntimeException e) {
                log.accept(name + ": the new file is refused, the last good one stays: " + e.getMessage());
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
        String given = exchange.getRequestHeaders().getFirst("Authorization");
        return authorization == null
                || given != null && MessageDigest.isEqual(authorization, given.getBytes(StandardCharsets.UTF_8));
    }

    private void answer(HttpExchange exchange, ServedBundle served) throws IOException, InterruptedException {
        String known = exchange.getRequestHeaders().getFirst("If-None-Match");
        ServedBundle.State state = served.state();
        long seconds = secondsToWait(exchange.getRequestHeaders());
        if (seconds > 0 && waiting.tryAcquire()) {
            try {
                state = served.await(known, seconds);
            } finally {
                waiting.release();
            }
        }
        Headers headers = exchange.getResponseHeaders();
        headers.set("ETag", state.etag());
        // This type tells OPA that it may ask with "wait".
        headers.set("Content-Type", TYPE);
        if (known != null && known.split(",")[0].strip().equals(state.etag())) {
            exchange.sendResponseHeaders(304, -1);
        } else if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(state.bytes().length));
            exchange.sendResponseHeaders(200, -1);
        } else {
            exchange.sendResponseHeaders(200, state.bytes().length);
            exchange.getResponseBody().write(state.bytes());
        }
    }

    private static long secondsToWait(Headers headers) {
        String prefer = headers.getFirst("Prefer");
        Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
        return wait.find() ? Math.min(Long.parseLong(wait.group(1)), MOST_SECONDS) : 0;
    }

    /** Stops: those who wait get what there is. */
    @Override
    public void close() {
        watcher.shutdownNow();
        bundles.values().forEach(ServedBundle::close);
        http.stop(0);
        workers.shutdownNow();
    }
}
