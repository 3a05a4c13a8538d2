package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleServer;
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
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong in a sandbox, and what Lambda and its log hear of it. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HandlerFailureTest {
    static final String ASK = "{\"x_opa_path\": \"v0/data/hello/greeting\", \"x_opa_payload\": {\"lang\": \"en\"}}";
    private static final String HELLO = "\"Hello\"\n";
    /** In the command line of OPA. */
    private static final String OPA = "run --server";

    @TempDir
    private Path tree;

    private Emulator start(Adapter handler, Map<String, String> variables) throws Exception {
        return new Emulator(tree, HandlerContract.pack(handler), handler, Emulator.PATIENT, variables);
    }

    @ParameterizedTest
    @EnumSource(
            value = Adapter.class,
            names = {"BOOTSTRAP", "SHELL"})
    void anOpaThatDoesNotStartIsReportedAsAnErrorOfTheStart(Adapter handler) throws Exception {
        Path broken = Files.writeString(tree.resolve("broken.tar.gz"), "no bundle");
        try (Emulator emulator = start(handler, Map.of("OPA_BUNDLE", broken.toString()))) {
            HttpResponse<String> answer = emulator.call(ASK);
            JsonNode said = Emulator.JSON.readTree(answer.body());

            assertThat(answer.statusCode()).isEqualTo(502);
            assertThat(said.path("errorType").asText()).isEqualTo("Opa.NotReady");
            assertThat(said.path("errorMessage").asText()).contains("OPA").contains("archive read failed");
        }
    }

    @Test
    void aWrongSettingIsReportedAsAnErrorOfTheStart() throws Exception {
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of("OPA_ALLOW", "everything"))) {
            JsonNode said = emulator.invoke(ASK);

            assertThat(said.path("errorType").asText()).isEqualTo("Config.Invalid");
            assertThat(said.path("errorMessage").asText()).contains("\"everything\" is not METHOD,METHOD:/path");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Adapter.class,
            names = {"BOOTSTRAP", "SHELL"})
    void theHandlerWaitsUntilOpaIsReady(Adapter handler) throws Exception {
        // An OPA that takes its time.
        Path slow = Files.writeString(
                tree.resolve("slow-opa"),
                "#!/bin/sh\nsleep 1\nexec '" + OpaProgram.binary().path() + "' \"$@\"\n");
        slow.toFile().setExecutable(true);
        try (Emulator emulator = start(handler, Map.of("OPA_BINARY", slow.toString()))) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Adapter.class,
            names = {"BOOTSTRAP", "SHELL"})
    void aDeadOpaIsStartedAgain(Adapter handler) throws Exception {
        try (Emulator emulator = start(handler, Map.of())) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
            emulator.kill(OPA);

            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
            assertThat(emulator.log()).contains("OPA died and is started again");
        }
    }

    @Test
    void anOpaThatDiesAgainAndAgainEndsTheSandbox() throws Exception {
        // An OPA that starts once; after that there is none.
        Path once = Files.writeString(
                tree.resolve("once-opa"),
                "#!/bin/sh\nif mkdir '" + tree.resolve("mark") + "' 2>/dev/null; then exec '"
                        + OpaProgram.binary().path() + "' \"$@\"; fi\necho no more opa\nexit 3\n");
        once.toFile().setExecutable(true);
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of("OPA_BINARY", once.toString()))) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
            emulator.kill(OPA);
            JsonNode said = emulator.invoke(ASK);

            assertThat(said.path("errorType").asText()).isEqualTo("Opa.Down");
            assertThat(said.path("errorMessage").asText()).contains("no more opa");
            emulator.awaitLog("the sandbox ends");
        }
    }

    @Test
    void aDecisionThatTakesTooLongIsReportedBeforeLambdaKillsTheSandbox() throws Exception {
        Bundle slow = Bundle.builder()
                .module(
                        "slow.rego",
                        "package slow\n\nx := count([1 | n[_]; n[_]; n[_]; n[_]])\n\nn := numbers.range(1, 5000)\n")
                .module("hello.rego", "package hello\n\ngreeting := \"Hello\"\n")
                .build();
        LambdaPack pack = LambdaPack.builder().bundle(slow).build();
        // Long enough for the other calls on a busy machine, too short for that one on any; and time enough to report
        // it.
        Map<String, String> margin = Map.of("OPA_DEADLINE_MARGIN_SECONDS", "20");
        try (Emulator emulator = new Emulator(tree, pack, Adapter.BOOTSTRAP, 30, margin)) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
            JsonNode said = emulator.invoke("{\"x_opa_path\": \"v1/data/slow/x\"}");

            assertThat(said.path("errorType").asText()).isEqualTo("Opa.Timeout");
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
        }
    }

    @Test
    void anAnswerThatLambdaDoesNotTakeIsAnErrorAndTheNextOneIsRight() throws Exception {
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of())) {
            // A quote takes two characters in the event and four in the answer.
            String quotes = "\\\"".repeat(1_800_000);
            HttpResponse<String> answer =
                    emulator.call("{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": \"" + quotes + "\"}");

            assertThat(answer.body()).contains("TooLarge").hasSizeLessThan(1000);
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Adapter.class,
            names = {"BOOTSTRAP", "SHELL"})
    void sigtermEndsHandlerAndOpaInOrder(Adapter handler) throws Exception {
        try (Emulator emulator = start(handler, Map.of())) {
            emulator.invoke(ASK);
            ProcessHandle opa = emulator.processes(OPA).get(0);
            ProcessHandle bootstrap = opa.parent().orElseThrow();
            bootstrap.destroy();
            bootstrap.onExit().join();

            assertThat(opa.isAlive()).isFalse();
            assertThat(emulator.log()).contains("ended in order");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Adapter.class,
            names = {"BOOTSTRAP", "SHELL"})
    void maskedDecisionsHoldNoPayloadWhateverBundleIsLoaded(Adapter handler) throws Exception {
        // The pack was not built for it, and no bundle has a policy that masks.
        Map<String, String> variables = Map.of("OPA_DECISION_LOGS", "masked", "OPA_LOG_LEVEL", "debug");
        try (Emulator emulator = start(handler, variables)) {
            emulator.invoke("{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": {\"k\": \"a-secret\"}}");
            Await.until(
                    "a whole line with the decision in the log",
                    () -> emulator.log().matches("(?s).*decision_id[^\n]*\n.*"));
            String line = emulator.log()
                    .lines()
                    .filter(each -> each.contains("decision_id"))
                    .findFirst()
                    .orElseThrow();

            assertThat(Emulator.JSON.readTree(line).path("path").asText()).isEqualTo("hello/echo");
            assertThat(emulator.log()).doesNotContain("a-secret").contains("Received request");
        }
    }

    @Test
    void maskedDecisionsHoldNoPayloadAfterAnotherBundleHasCome() throws Exception {
        try (BundleServer server =
                BundleServer.builder().bundle("hello", HandlerContract.HELLO).start()) {
            Map<String, String> variables =
                    Map.of("OPA_DECISION_LOGS", "masked", "OPA_BUNDLE_URL", server.uri() + "bundles/hello.tar.gz");
            try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
                emulator.invoke("{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": {\"k\": \"a-secret\"}}");
                emulator.awaitLog("decision_id");
                assertThat(emulator.log()).doesNotContain("a-secret");
            }
        }
    }

    @Test
    void theWebAdaptersOpaMasksWithThePacksBundleOnly() throws Exception {
        LambdaPack pack = LambdaPack.builder()
                .adapter(Adapter.WEB_ADAPTER)
                .bundle(HandlerContract.HELLO)
                .build();
        Path folder = tree.resolve("web");
        pack.writeTo(folder);
        Path log = tree.resolve("web.log");
        int port = Ports.free();
        ProcessBuilder builder = new ProcessBuilder(folder.resolve("start.sh").toString());
        builder.environment()
                .putAll(Map.of(
                        "OPA_BINARY",
                        OpaProgram.binary().path().toString(),
                        "OPA_ADDR",
                        "127.0.0.1:" + port,
                        "OPA_DECISION_LOGS",
                        "masked"));
        Process process =
                builder.redirectErrorStream(true).redirectOutput(log.toFile()).start();
        try {
            URI base = URI.create("http://127.0.0.1:" + port);
            Await.until(
                    () -> "OPA did not start: " + log, () -> !process.isAlive() || status(base, "/health", "") == 200);

            assertThat(status(base, "/v1/data/hello/echo", "{\"input\": \"a-secret\"}"))
                    .isEqualTo(200);
            Await.until("a decision in " + log, () -> Files.readString(log).contains("decision_id"));
            assertThat(Files.readString(log))
                    .doesNotContain("a-secret")
                    .contains("\"erased\":[\"/input\",\"/result\"]");
            for (String refused : List.of(
                    "/",
                    "/v1/data",
                    "/v1/data/",
                    "/v1/data/system/authz",
                    "/v1/data/%73ystem/authz",
                    "/v1/data//system/authz",
                    "/v1/policies",
                    "/v1/data/hello/echo?explain=full")) {
                assertThat(status(base, refused, "")).as(refused).isNotEqualTo(200);
            }
        } finally {
            process.destroyForcibly().onExit().join();
        }
        builder.environment().put("OPA_BUNDLE", folder.resolve("other.tar.gz").toString());
        Process refusing = builder.redirectOutput(log.toFile()).start();
        assertThat(refusing.waitFor()).isEqualTo(1);
        assertThat(log).content().contains("OPA_DECISION_LOGS=masked needs the pack's own bundle");
    }

    private static int status(URI base, String path, String body) throws InterruptedException {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
            return HttpClient.newHttpClient()
                    .send(
                            body.isEmpty()
                                    ? request.build()
                                    : request.POST(HttpRequest.BodyPublishers.ofString(body))
                                            .build(),
                            HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return -1;
        }
    }

    @Test
    void anOpaDoesNotOutliveItsHandlerAndSigtermIsHeardWhileItStarts() throws Exception {
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of())) {
            emulator.invoke(ASK);
            ProcessHandle opa = emulator.processes(OPA).get(0);
            opa.parent().orElseThrow().destroyForcibly();
            opa.onExit().join();
        }
        // An OPA that never becomes ready.
        Path never = Files.writeString(tree.resolve("never-opa"), "#!/bin/sh\nexec sleep 1000\n");
        never.toFile().setExecutable(true);
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of("OPA_BINARY", never.toString()))) {
            CompletableFuture<HttpResponse<String>> call = emulator.callLater(ASK);
            Await.until(
                    "the start of OPA", () -> !emulator.processes("sleep 1000").isEmpty());
            ProcessHandle opa = emulator.processes("sleep 1000").get(0);
            ProcessHandle bootstrap = opa.parent().orElseThrow();
            bootstrap.destroy();
            bootstrap.onExit().join();

            assertThat(opa.isAlive()).isFalse();
            emulator.awaitLog("ended in order");
            call.cancel(true);
        }
    }

    @Test
    void payloadsAreLoggedWhereThatIsAskedFor() throws Exception {
        try (Emulator emulator = start(Adapter.BOOTSTRAP, Map.of("OPA_LOG_PAYLOADS", "true"))) {
            emulator.invoke("{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": {\"k\": \"a-payload\"}}");
            emulator.awaitLog("a-payload");
        }
    }

    @Test
    void aBundleCountsWhenOpaRunsWithItAndNoBadOneStopsAStart() throws Exception {
        Bundle broken =
                Bundle.builder().module("x.rego", "package hello\n\nx := y\n").build();
        Map<String, String> variables;
        try (BundleServer server =
                BundleServer.builder().bundle("hello", broken).token("t").start()) {
            variables = Map.of(
                    "OPA_BUNDLE_URL", server.uri() + "bundles/hello.tar.gz",
                    "OPA_BUNDLE_TOKEN", "t",
                    "OPA_BUNDLE_REFRESH_SECONDS", "0");
            // There is nothing but the image's bundle, which says Hello.
            try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
                emulator.awaitLog("OPA does not take the new bundle; the last one stays");
                server.replace("hello", greeting("first"));
                awaitAnswer(emulator, "\"first\"\n");
                server.replace("hello", broken);
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"first\"\n");
                emulator.awaitLog("rego_unsafe_var_error");
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"first\"\n");
            }
            // The next cold start has the last good one.
            try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"first\"\n");
                server.replace("hello", greeting("second"));
                awaitAnswer(emulator, "\"second\"\n");
            }
        }
        // A sandbox that starts while the server is away takes the bundle in its cache, and the image's if that is
        // damaged.
        try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"second\"\n");
        }
        for (int i = 0; i < 2; i++) {
            Files.writeString(tree.resolve("cache/bundle-" + i + ".tar.gz"), "damaged");
        }
        try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo(HELLO);
        }
    }

    /** The server is asked after an answer, so that the next one may be the first with a new bundle. */
    private static void awaitAnswer(Emulator emulator, String answer) throws Exception {
        Await.until(
                () -> "the answer " + answer,
                () -> emulator.invoke(ASK).path("body").asText().equals(answer));
    }

    private static Bundle greeting(String text) {
        return Bundle.builder()
                .module("hello.rego", "package hello\n\ngreeting := \"" + text + "\"\n")
                .build();
    }
}
