package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Evaluation in the playground: one process for each question, with a deadline. */
class PlaygroundEvaluationTest extends PlaygroundServer {
    private static final String LOOP = """
            package a

            p := count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i == j])
            """;

    @Test
    void valueFalseUndefinedAndErrorAreFourAnswers() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("petstore.rego", PETSTORE);
        request.putObject("input").put("text", "{\"user\": \"alice\"}");
        JsonNode answer = ask("evaluate", request);
        assertThat(answer.path("status").asText()).isEqualTo("value");
        assertThat(answer.path("value").asText()).isEqualTo("{\n  \"allow\" : false\n}");
        assertThat(answer.path("results").asInt()).isEqualTo(1);
        assertThat(answer.path("opa").asText()).isEqualTo("1.22.4");
        assertThat(status(request.put("query", "data.application.authz.allow"))).isEqualTo("false");
        assertThat(status(request.put("query", "data.application.authz.nothing")))
                .isEqualTo("undefined");
        assertThat(status(request.put("query", "x"))).isEqualTo("error");
        assertThat(status(request("a.rego", "package a\n\np if {"))).isEqualTo("error");
    }

    private String status(JsonNode request) throws Exception {
        return ask("evaluate", request).path("status").asText();
    }

    @Test
    void numbersKeepAllTheirDigits() throws Exception {
        start(Playground.builder());
        JsonNode answer = ask("evaluate", request("a.rego", "package a\n\np := 12345678901234567890.10\n"));
        assertThat(answer.path("value").asText()).isEqualTo("{\n  \"p\" : 12345678901234567890.10\n}");
    }

    @Test
    void v2IsEvaluatedAsV2AndNoRowMoves() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("a.rego", "package a\n\np if input.x == 1 or input.y == 2\n\nq := 1 / 0\n");
        request.put("version", "v2")
                .put("strictErrors", true)
                .putObject("input")
                .put("text", "{\"y\": 2}");
        assertThat(ask("evaluate", request.deepCopy().put("query", "data.a.p"))
                        .path("value")
                        .asText())
                .isEqualTo("true");
        assertThat(ask("evaluate", request).path("errors").path(0).path("row").asInt())
                .isEqualTo(5);
    }

    @Test
    void v0IsEvaluatedAsV0() throws Exception {
        start(Playground.builder());
        ObjectNode request =
                request("a.rego", "package a\n\np { input.x == 1 }\n").put("version", "v0");
        request.putObject("input").put("text", "{\"x\": 1}");
        assertThat(ask("evaluate", request).path("value").asText()).isEqualTo("{\n  \"p\" : true\n}");
    }

    @Test
    void aModuleWithAnOddNameIsNamedInErrors() throws Exception {
        start(Playground.builder());
        JsonNode answer = ask("evaluate", request("my policies/tür 1.rego", "package a\n\np := 1 +\n"));
        assertThat(answer.path("errors").path(0).path("module").asText()).isEqualTo("my policies/tür 1.rego");
    }

    @Test
    void anEvaluationEndsByItsDeadlineAndNoProcessIsLeft() throws Exception {
        start(Playground.builder().deadline(Duration.ofMillis(700)));
        JsonNode answer = ask("evaluate", request("a.rego", LOOP));
        assertThat(answer.path("status").asText()).isEqualTo("ended");
        assertThat(answer.path("message").asText())
                .isEqualTo(
                        "the evaluation was ended after 700 ms, its deadline: does the policy search through too much?");
        assertThat(opas()).isEmpty();
    }

    /** The processes of OPA below this one. */
    private static List<ProcessHandle> opas() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("opa"))
                .toList();
    }

    @Test
    void anEvaluationIsCancelledWhenTheNextOneOfThePageStarts() throws Exception {
        start(Playground.builder().deadline(Duration.ofSeconds(30)));
        CompletableFuture<HttpResponse<String>> first = client.sendAsync(
                post("evaluate", request("a.rego", LOOP).toString()).build(), HttpResponse.BodyHandlers.ofString());
        waitFor(() -> !opas().isEmpty());
        ObjectNode other = request("a.rego", "package a\n\np := 1\n");
        assertThat(status(other.deepCopy().put("page", "another"))).isEqualTo("value");
        assertThat(first).isNotDone();
        assertThat(status(other)).isEqualTo("value");
        JsonNode ended = ApiJson.MAPPER.readTree(first.get(20, TimeUnit.SECONDS).body());
        assertThat(ended.path("cancelled").asBoolean()).isTrue();
        assertThat(ended.path("message").asText()).isEqualTo("the evaluation was cancelled");
        assertThat(opas()).isEmpty();
    }

    private static void waitFor(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(10);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }

    @Test
    void closingEndsWhatIsEvaluating() throws Exception {
        start(Playground.builder().deadline(Duration.ofSeconds(30)));
        CompletableFuture<HttpResponse<String>> evaluation = client.sendAsync(
                post("evaluate", request("a.rego", LOOP).toString()).build(), HttpResponse.BodyHandlers.ofString());
        waitFor(() -> !opas().isEmpty());
        playground.close();
        waitFor(() -> opas().isEmpty());
        assertThat(evaluation).failsWithin(Duration.ofSeconds(20));
    }

    @Test
    void theNetworkIsOffUnlessItIsAllowed() throws Exception {
        start(Playground.builder());
        String sends =
                "package a\n\np := http.send({\"method\": \"GET\", \"url\": \"" + origin() + "/\"}).status_code\n";
        String says =
                "undefined function http.send (off in this playground; rego4j playground --allow-network turns it on)";
        JsonNode answer = ask("evaluate", request("a.rego", sends));
        assertThat(answer.path("errors").path(0).path("message").asText()).isEqualTo(says);
        JsonNode typed = ask("analyze", request("a.rego", sends));
        assertThat(typed.path("diagnostics").path(0).path("message").asText()).isEqualTo(says);
        String schema = "package a\n\np := json.match_schema({}, {\"$ref\": \"" + origin() + "/s.json\"})\n";
        assertThat(ask("evaluate", request("a.rego", schema).put("strictErrors", true))
                        .toString())
                .contains("remote reference loading disabled");
        playground.close();
        start(Playground.builder().network(true));
        String allowed =
                "package a\n\np := http.send({\"method\": \"GET\", \"url\": \"" + origin() + "/\"}).status_code\n";
        assertThat(ask("evaluate", request("a.rego", allowed)).path("value").asText())
                .contains("403");
    }

    @Test
    void aLargeDocumentIsSentOnceAndUsedByItsId() throws Exception {
        start(Playground.builder().deadline(Duration.ofMinutes(2)));
        byte[] start = "{\"users\": [0".getBytes(StandardCharsets.UTF_8);
        byte[] large = new byte[50_000_000];
        System.arraycopy(start, 0, large, 0, start.length);
        byte[] item = (",{\"name\":\"" + "somebody ".repeat(40) + "\"}").getBytes(StandardCharsets.UTF_8);
        int at = start.length;
        int count = 1;
        for (; at + item.length + 2 < large.length; at += item.length, count++) {
            System.arraycopy(item, 0, large, at, item.length);
        }
        large[at++] = ']';
        large[at++] = '}';
        HttpRequest upload = post("document", "")
                .POST(HttpRequest.BodyPublishers.ofInputStream(streamOf(large, at)))
                .build();
        String id = ApiJson.MAPPER
                .readTree(client.send(upload, HttpResponse.BodyHandlers.ofString())
                        .body())
                .path("id")
                .asText();
        ObjectNode request =
                request("a.rego", "package a\n\np := count(data.users)\n").put("query", "data.a.p");
        request.putObject("data").put("id", id);
        assertThat(ask("evaluate", request).path("value").asText()).isEqualTo(String.valueOf(count));
        request.putObject("data").put("id", "../../etc/passwd");
        assertThat(ask("evaluate", request).path("error").asText())
                .isEqualTo("the large document is not kept any more: load it again");
    }

    private static java.util.function.Supplier<InputStream> streamOf(byte[] bytes, int length) {
        return () -> new ByteArrayInputStream(bytes, 0, length);
    }
}
