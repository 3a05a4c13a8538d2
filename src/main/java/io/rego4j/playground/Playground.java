package io.rego4j.playground;

import com.sun.net.httpserver.HttpServer;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A page in the browser to write, see, evaluate and change policies. It listens on the loopback address only and answers only
 * requests with the random token of its address. It sends nothing to other machines.
 */
public final class Playground implements AutoCloseable {
    /** The default port. It is fixed, as the browser's storage belongs to an address with its port; 7346 is REGO on a telephone's keys. */
    public static final int PORT = 7346;

    private final HttpServer http;
    private final ExecutorService workers;
    private final RequestGuard guard;
    private final OpaRuns runs;
    private final KeptDocuments documents;
    private final Supplier<OpaBinary> opa;

    private Playground(Builder builder) throws IOException {
        // Without this, Java 17 holds back the second packet of an answer for 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        OpenedFiles files = new OpenedFiles(builder.files);
        http = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), builder.port), 0);
        guard = new RequestGuard(http.getAddress().getPort());
        runs = new OpaRuns(builder.deadline);
        documents = new KeptDocuments();
        workers = Executors.newCachedThreadPool(Playground::daemon);
        opa = once(builder.opa);
        NetworkPermission network = new NetworkPermission(builder.network);
        Evaluations evaluations = new Evaluations(opa, runs, documents, network);
        Analysis analysis = new Analysis(network);
        Views views = new Views(network);
        Names names = new Names(network);
        Downloads downloads = new Downloads(documents);
        Map<String, RequestHandler.Endpoint> endpoints = Map.ofEntries(
                Map.entry("evaluate", evaluations::evaluate),
                Map.entry("trace", evaluations::trace),
                Map.entry("partial", evaluations::partial),
                Map.entry("test", evaluations::test),
                Map.entry("cancel", evaluations::cancel),
                Map.entry("analyze", analysis::analyze),
                Map.entry("builtins", analysis::builtins),
                Map.entry("tree", views::tree),
                Map.entry("java", views::java),
                Map.entry("format", views::format),
                Map.entry("stages", views::stages),
                Map.entry("migrate", views::migrate),
                Map.entry("definition", names::definition),
                Map.entry("rename", names::rename),
                Map.entry("files", request -> files.list()),
                Map.entry("save", files::save));
        http.setExecutor(workers);
        http.createContext(
                "/",
                new RequestHandler(
                        guard, endpoints, Map.of("folder", downloads::folder, "bundle", downloads::bundle), documents));
    }

    /** Finds the binary when it is first needed; tries again if that failed. */
    private static Supplier<OpaBinary> once(Supplier<OpaBinary> find) {
        return new Supplier<>() {
            private @Nullable OpaBinary found;

            @Override
            public synchronized OpaBinary get() {
                if (found == null) {
                    found = find.get();
                }
                return found;
            }
        };
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "playground");
        thread.setDaemon(true);
        return thread;
    }

    /** With the {@code opa} of this machine, on {@link #PORT}, without files. */
    public static Builder builder() {
        return new Builder();
    }

    /** What a playground shows and may do. */
    public static final class Builder {
        private List<Path> files = List.of();
        private int port = PORT;
        private Duration deadline = Duration.ofSeconds(10);
        private boolean network;
        private Supplier<OpaBinary> opa = OpaBinary::find;

        private Builder() {}

        /** Opens these files, which the page can save: policies, and documents in JSON or YAML. */
        public Builder files(List<Path> files) {
            this.files = List.copyOf(files);
            return this;
        }

        /** Listens on this port; 0 takes a free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** Ends an evaluation after this time; ten seconds without this. */
        public Builder deadline(Duration deadline) {
            this.deadline = deadline;
            return this;
        }

        /** True to let policies use the network ({@code http.send}), which they may not without this. */
        public Builder network(boolean allowed) {
            this.network = allowed;
            return this;
        }

        /** Evaluates with this {@code opa}, which is asked for when it is needed first. */
        public Builder opa(Supplier<OpaBinary> opa) {
            this.opa = opa;
            return this;
        }

        /**
         * Starts the server.
         *
         * @throws java.net.BindException if the port is taken
         * @throws IOException if a file cannot be read
         */
        public Playground start() throws IOException {
            Playground playground = new Playground(this);
            playground.http.start();
            return playground;
        }
    }

    /** The address to open, with the token. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + http.getAddress().getPort() + guard.prefix());
    }

    /** The {@code opa} that evaluates: found or installed now rather than by the first evaluation. */
    public OpaBinary opa() {
        return opa.get();
    }

    /** Stops, with all processes that are evaluating. */
    @Override
    public void close() {
        http.stop(0);
        runs.close();
        workers.shutdownNow();
        documents.close();
    }
}
