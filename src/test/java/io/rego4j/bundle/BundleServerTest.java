package io.rego4j.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.testing.Await;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The bundle server: OPA's protocol, and real OPAs that follow it under load. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class BundleServerTest {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private static Bundle revision(int number) {
        return Bundle.builder()
                .module("p.rego", "package shop\n\nrevision := data.revision\n")
                .data("revision", number)
                .revision("r" + number)
                .build();
    }

    @Test
    void threeOpasUnderLoadTakeANewRevisionWithoutOneFailedDecision() throws Exception {
        Path file = folder.resolve("bundle.tar.gz");
        revision(1).writeTo(file);
        try (BundleServer server = BundleServer.builder()
                .file("shop", file, Bundle.reader())
                .token("a-token")
                .start()) {
            Path config = Files.writeString(folder.resolve("opa.yaml"), """
                    services:
                      rego4j:
                        url: %s
                        credentials: {bearer: {token: a-token}}
                    bundles:
                      shop:
                        service: rego4j
                        resource: bundles/shop.tar.gz
                        polling: {min_delay_seconds: 1, max_delay_seconds: 2, long_polling_timeout_seconds: 30}
                    """.formatted(server.uri()));
            List<OpaServer> opas = new ArrayList<>();
            try {
                for (int i = 0; i < 3; i++) {
                    opas.add(new OpaServer(folder, "-c", config.toString()));
                }
                List<Load> loads = new ArrayList<>();
                for (OpaServer opa : opas) {
                    loads.add(new Load(opa));
                }
                for (int revision = 1; revision <= 4; revision++) {
                    revision(revision).writeTo(file);
                    for (Load load : loads) {
                        String wanted = "200 {\"result\":" + revision + "}";
                        Await.until(load.opa::logged, () -> load.opa.isRunning() && load.answers(wanted) >= 20);
                    }
                }
                for (Load load : loads) {
                    load.end();
                    assertThat(load.answers)
                            .hasSizeGreaterThanOrEqualTo(80)
                            .allMatch(answer -> answer.matches("200 \\{\"result\":[1-4]}"));
                }
            } finally {
                opas.forEach(OpaServer::close);
            }
        }
    }

    /** One client that asks one OPA again and again. */
    private static final class Load {
        private final OpaServer opa;
        private final Queue<String> answers = new ConcurrentLinkedQueue<>();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Thread thread = new Thread(this::ask);

        Load(OpaServer opa) {
            this.opa = opa;
            thread.start();
        }

        private void ask() {
            while (!over.get()) {
                try {
                    HttpResponse<String> answer = opa.get("/v1/data/shop/revision");
                    answers.add(answer.statusCode() + " " + answer.body().strip());
                } catch (IOException | InterruptedException e) {
                    answers.add(e.toString());
                }
            }
        }

        long answers(String wanted) {
            return answers.stream().filter(wanted::equals).count();
        }

        void end() throws InterruptedException {
            over.set(true);
            thread.join();
        }
    }

    private static void awaitRevision(OpaServer opa, int revision) throws Exception {
        Await.until(opa::logged, () -> opa.get("/v1/data/shop/revision").body().contains(":" + revision + "}"));
    }

    @Test
    void theWireIsOpasProtocol() throws Exception {
        try (BundleServer server =
                BundleServer.builder().bundle("shop", revision(1)).start()) {
            HttpResponse<byte[]> first = get(server, "bundles/shop.tar.gz");
            String etag = first.headers().firstValue("ETag").orElseThrow();

            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).hasValue("application/vnd.openpolicyagent.bundles");
            assertThat(first.body()).isEqualTo(revision(1).toBytes());
            assertThat(etag).isEqualTo("\"" + revision(1).sha256() + "\"");
            assertThat(get(server, "bundles/shop", "If-None-Match", etag).statusCode())
                    .isEqualTo(304);
            assertThat(get(server, "bundles/shop", "If-None-Match", "\"x\", " + etag)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(server, "bundles/other").statusCode()).isEqualTo(404);
            assertThat(get(server, "bundles/../shop").statusCode()).isEqualTo(404);
            assertThat(get(server, "health").statusCode()).isEqualTo(200);

            server.replace("shop", revision(2));
            assertThat(get(server, "bundles/shop", "If-None-Match", etag).body())
                    .isEqualTo(revision(2).toBytes());
        }
    }

    @Test
    void longPollingWaitsForTheNextRevisionAndForNoLonger() throws Exception {
        try (BundleServer server =
                BundleServer.builder().bundle("shop", revision(1)).start()) {
            String etag =
                    get(server, "bundles/shop").headers().firstValue("ETag").orElseThrow();
            String[] wait = {"If-None-Match", etag, "Prefer", "modes=snapshot,delta;wait=1"};

            long start = System.nanoTime();
            assertThat(get(server, "bundles/shop", wait).statusCode()).isEqualTo(304);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofMillis(900), Await.LIMIT);

            wait[3] = "modes=snapshot,delta;wait=600";
            CompletableFuture<HttpResponse<byte[]>> waiting =
                    CLIENT.sendAsync(request(server, "bundles/shop", wait), HttpResponse.BodyHandlers.ofByteArray());
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(waiting).isNotDone();
            server.replace("shop", revision(2));
            assertThat(waiting.get(Await.LIMIT.toSeconds(), TimeUnit.SECONDS).body())
                    .isEqualTo(revision(2).toBytes());
        }
    }

    @Test
    void aFileThatIsNoBundleNeverTakesThePlaceOfAGoodOne() throws Exception {
        Path file = folder.resolve("b.tar.gz");
        revision(1).writeTo(file);
        List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
        try (BundleServer server = BundleServer.builder()
                .file("shop", file, Bundle.reader())
                .log(log::add)
                .start()) {
            Files.writeString(file, "half a bundle");
            Await.until("a line in the log", () -> log.size() > 1);
            assertThat(log.get(1)).startsWith("shop: the new file is refused, the last good one stays: ");
            assertThat(get(server, "bundles/shop").body()).isEqualTo(revision(1).toBytes());
        }
        assertThatThrownBy(() -> BundleServer.builder().bundle("../x", revision(1)))
                .hasMessageContaining("is no name for a bundle");
    }

    @Test
    void aTokenIsAskedForWhereOneIsSet() throws Exception {
        try (BundleServer server =
                BundleServer.builder().bundle("shop", revision(1)).token("t").start()) {
            assertThat(get(server, "bundles/shop").statusCode()).isEqualTo(401);
            assertThat(get(server, "bundles/shop", "Authorization", "Bearer t").statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void opaTakesADeltaFromTheServer() throws Exception {
        Bundle first =
                revision(1).toBuilder().roots("shop", "revision", "users").build();
        try (BundleServer server = BundleServer.builder().bundle("shop", first).start()) {
            try (OpaServer opa = new OpaServer(
                    folder,
                    "--set=services.s.url=" + server.uri(),
                    "--set=bundles.shop.service=s",
                    "--set=bundles.shop.resource=bundles/shop",
                    "--set=bundles.shop.polling.min_delay_seconds=1",
                    "--set=bundles.shop.polling.max_delay_seconds=1",
                    "--set=bundles.shop.polling.long_polling_timeout_seconds=20")) {
                awaitRevision(opa, 1);
                server.replace(
                        "shop",
                        Bundle.delta(
                                first.manifest().withRevision("r2"),
                                List.of(
                                        PatchOperation.replace("revision", 2),
                                        PatchOperation.upsert("users", Map.of("ann", true)))));
                awaitRevision(opa, 2);
                assertThat(opa.get("/v1/data/users").body().strip()).isEqualTo("{\"result\":{\"ann\":true}}");
            }
        }
    }

    @Test
    void whoeverHasNothingYetGetsTheWholeAndNeverOnlyChanges() throws Exception {
        Bundle first = revision(1).toBuilder().roots("shop", "revision").build();
        Bundle delta =
                Bundle.delta(first.manifest().withRevision("r2"), List.of(PatchOperation.replace("revision", 2)));
        assertThatThrownBy(() -> BundleServer.builder().bundle("shop", delta))
                .hasMessage("these are changes to a bundle: serve the whole bundle first");
        try (BundleServer server = BundleServer.builder().bundle("shop", first).start()) {
            String before =
                    get(server, "bundles/shop").headers().firstValue("ETag").orElseThrow();
            server.replace("shop", delta);
            String[] takesChanges = {"Prefer", "modes=snapshot,delta", "If-None-Match", before};
            HttpResponse<byte[]> changes = get(server, "bundles/shop", takesChanges);
            HttpResponse<byte[]> whole = get(server, "bundles/shop", "If-None-Match", before);

            assertThat(changes.body()).isEqualTo(delta.toBytes());
            assertThat(whole.body()).isEqualTo(first.changedBy(delta).toBytes());
            assertThat(get(server, "bundles/shop").body()).isEqualTo(whole.body());
            for (HttpResponse<byte[]> each : List.of(changes, whole)) {
                takesChanges[3] = each.headers().firstValue("ETag").orElseThrow();
                assertThat(get(server, "bundles/shop", takesChanges).statusCode())
                        .isEqualTo(304);
            }
            try (OpaServer opa = new OpaServer(
                    folder,
                    "--set=services.s.url=" + server.uri(),
                    "--set=bundles.shop.service=s",
                    "--set=bundles.shop.resource=bundles/shop")) {
                awaitRevision(opa, 2);
            }
        }
    }

    @Test
    void aNameThatAProxyMadeWeakIsStillTheSame() throws Exception {
        try (BundleServer server =
                BundleServer.builder().bundle("shop", revision(1)).start()) {
            String etag =
                    get(server, "bundles/shop").headers().firstValue("ETag").orElseThrow();
            assertThat(get(server, "bundles/shop", "If-None-Match", "W/" + etag).statusCode())
                    .isEqualTo(304);
        }
    }

    @Test
    void whatOpaDoesNotLoadIsNotHandedOut() throws Exception {
        Path file = folder.resolve("b.tar.gz");
        Bundle broken = Bundle.builder()
                .module("p.rego", "package shop\n\nx := nothing(1)\n")
                .build();
        broken.writeTo(file);
        assertThatThrownBy(() -> BundleServer.builder()
                        .file("shop", file, Bundle.reader())
                        .checkedBy(OpaProgram.binary())
                        .start())
                .hasMessage("OPA does not load this bundle: 1 error occurred: /p.rego:3: rego_type_error: undefined"
                        + " function nothing");
        revision(1).writeTo(file);
        List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
        try (BundleServer server = BundleServer.builder()
                .file("shop", file, Bundle.reader())
                .checkedBy(OpaProgram.binary())
                .log(log::add)
                .start()) {
            broken.writeTo(file);
            Await.until("a line in the log", () -> log.size() > 1);
            assertThat(log.get(1)).contains("undefined function nothing");
            assertThat(get(server, "bundles/shop").body()).isEqualTo(revision(1).toBytes());
            revision(2).writeTo(file);
            Await.until("a line in the log", () -> log.size() > 2);
            assertThat(log.get(2)).isEqualTo("shop: now revision \"r2\"");
        }
    }

    @Test
    void aFileThatIsMissingIsReportedOnceAndATokenMayBeReplaced() throws Exception {
        Path file = folder.resolve("b.tar.gz");
        Path other = folder.resolve("c.tar.gz");
        Path token = Files.writeString(folder.resolve("token"), "one\n");
        revision(1).writeTo(file);
        revision(1).writeTo(other);
        List<String> log = java.util.Collections.synchronizedList(new ArrayList<>());
        try (BundleServer server = BundleServer.builder()
                .file("a", file, Bundle.reader())
                .file("b", other, Bundle.reader())
                .tokenFile(token)
                .log(log::add)
                .start()) {
            Files.delete(file);
            Await.until("a line in the log", () -> log.size() > 1);
            // Three more rounds, each of which sees that the file is missing and takes the other bundle.
            for (int revision = 2; revision <= 4; revision++) {
                int lines = log.size();
                revision(revision).writeTo(other);
                Await.until("a line in the log", () -> log.size() > lines);
            }
            assertThat(log.subList(1, log.size()).stream()
                            .filter(line -> line.startsWith("a: the new file is refused")))
                    .hasSize(1);

            assertThat(get(server, "bundles/a", "Authorization", "Bearer one").statusCode())
                    .isEqualTo(200);
            Files.writeString(token, "two\n");
            assertThat(get(server, "bundles/a", "Authorization", "Bearer one").statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "bundles/a", "Authorization", "Bearer two").statusCode())
                    .isEqualTo(200);
            Files.writeString(token, "\n");
            assertThat(get(server, "bundles/a", "Authorization", "Bearer ").statusCode())
                    .isEqualTo(401);
        }
    }

    private static HttpResponse<byte[]> get(BundleServer server, String path, String... headers)
            throws IOException, InterruptedException {
        return CLIENT.send(request(server, path, headers), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpRequest request(BundleServer server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + path));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
