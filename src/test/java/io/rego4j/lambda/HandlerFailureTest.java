package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleServer;
import io.rego4j.testing.Await;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong in a sandbox, and what Lambda and its log hear of it. */
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class HandlerFailureTest {
    private static final String ASK =
            "{\"x_opa_path\": \"v0/data/hello/greeting\", \"x_opa_payload\": {\"lang\": \"en\"}}";
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
                "#!/bin/sh\nsleep 1\nexec '"
                        + io.rego4j.testing.OpaProgram.binary().path() + "' \"$@\"\n");
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
                        + io.rego4j.testing.OpaProgram.binary().path() + "' \"$@\"; fi\necho no more opa\nexit 3\n");
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

    @Test
    void decisionsAreLoggedAsJsonWithoutTheirPayload() throws Exception {
        LambdaPack pack = LambdaPack.builder()
                .bundle(HandlerContract.HELLO)
                .decisionLogs(DecisionLogs.MASKED)
                .build();
        try (Emulator emulator =
                new Emulator(tree, pack, Adapter.BOOTSTRAP, Emulator.PATIENT, Map.of("OPA_DECISION_LOGS", "masked"))) {
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
            assertThat(emulator.log()).doesNotContain("a-secret");
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
    void aBundleServerIsAskedBetweenInvocationsAndItsBundleIsKept() throws Exception {
        Map<String, String> variables;
        try (BundleServer server = BundleServer.builder()
                .bundle("hello", greeting("first"))
                .token("t")
                .start()) {
            variables = Map.of(
                    "OPA_BUNDLE_URL", server.uri() + "bundles/hello.tar.gz",
                    "OPA_BUNDLE_TOKEN", "t",
                    "OPA_BUNDLE_REFRESH_SECONDS", "0");
            try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"first\"\n");
                server.replace("hello", greeting("second"));
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"second\"\n");
                // What OPA does not take leaves the last good bundle where it is.
                server.replace(
                        "hello",
                        Bundle.builder()
                                .module("x.rego", "package hello\n\nx := y\n")
                                .build());
                assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"second\"\n");
                emulator.awaitLog("no new bundle; the last one stays");
            }
        }
        // A sandbox that starts while the server is away takes the bundle in its cache.
        try (Emulator emulator = start(Adapter.BOOTSTRAP, variables)) {
            assertThat(emulator.invoke(ASK).path("body").asText()).isEqualTo("\"second\"\n");
        }
    }

    private static Bundle greeting(String text) {
        return Bundle.builder()
                .module("hello.rego", "package hello\n\ngreeting := \"" + text + "\"\n")
                .build();
    }

    @Test
    void anAuthorizerAnswersInTheShapesOfApiGateway() throws Exception {
        Bundle bundle = Bundle.builder().module("authz.rego", """
                        package authz

                        default decision := false

                        decision := {"allow": true, "context": {"user": "ann"}, "principal": "ann"} if {
                        	input.headers.authorization == "Bearer ann"
                        }

                        decision := true if input.authorizationToken == "t"
                        """).build();
        LambdaPack pack =
                LambdaPack.builder().bundle(bundle).authorizer("authz/decision").build();
        try (Emulator emulator = new Emulator(
                tree, pack, Adapter.BOOTSTRAP, Emulator.PATIENT, Map.of("OPA_AUTHORIZER", "authz/decision"))) {
            String http =
                    "{\"version\": \"2.0\", \"type\": \"REQUEST\", \"routeArn\": \"arn:r\", \"headers\": {\"authorization\": \"%s\"}}";
            assertThat(emulator.call(http.formatted("Bearer ann")).body())
                    .isEqualTo("{\"context\":{\"user\":\"ann\"},\"isAuthorized\":true}");
            assertThat(emulator.call(http.formatted("x")).body()).isEqualTo("{\"isAuthorized\":false}");

            String token = "{\"type\": \"TOKEN\", \"methodArn\": \"arn:m\", \"authorizationToken\": \"%s\"}";
            assertThat(emulator.call(token.formatted("t")).body())
                    .isEqualTo(
                            "{\"policyDocument\":{\"Statement\":[{\"Action\":\"execute-api:Invoke\",\"Effect\":\"Allow\","
                                    + "\"Resource\":\"arn:m\"}],\"Version\":\"2012-10-17\"},\"principalId\":\"caller\"}");
            assertThat(emulator.call(token.formatted("x")).body()).contains("\"Effect\":\"Deny\"");
        }
    }
}
