package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.bundle.Bundle;
import io.rego4j.testing.Ports;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Both handlers under AWS's emulator with the real OPA. What they answer is held against what the same OPA answers when it
 * is asked without them: whole answers, not parts.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
abstract class HandlerContract {
    private static final ObjectMapper JSON = Emulator.JSON;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    static final Bundle HELLO = Bundle.builder()
            .module("hello.rego", """
                    package hello

                    default greeting := "Hello"

                    greeting := data.greetings[input.lang]

                    echo := input

                    size := count(input.text)
                    """)
            .json("data.json", "{\"greetings\": {\"en\": \"Hello\", \"de\": \"Grüß Gott 😀\"}, \"a/b\": {\"c d\": 1}}")
            .build();

    private final Adapter handler;
    private Emulator emulator;
    /** Where OPA listens too: the handler itself asks it at a socket. */
    private int opaPort;

    HandlerContract(Adapter handler) {
        this.handler = handler;
    }

    @BeforeAll
    void start(@TempDir Path tree) throws Exception {
        opaPort = Ports.free();
        Map<String, String> alsoListening = Map.of("OPA_ARGS", "--addr 127.0.0.1:" + opaPort);
        emulator = new Emulator(tree, pack(handler), handler, Emulator.PATIENT, alsoListening);
        assertThat(emulator.invoke("{\"x_opa_path\": \"health\"}")
                        .path("statusCode")
                        .asInt())
                .isEqualTo(200);
    }

    @AfterAll
    void stop() {
        emulator.close();
    }

    static LambdaPack pack(Adapter handler) {
        return LambdaPack.builder().adapter(handler).bundle(HELLO).build();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("io.rego4j.lambda.HandlerEvents#passed")
    void whatIsAllowedIsAnsweredAsOpaAnswersIt(String name, String event, String method, String target, String body)
            throws Exception {
        JsonNode answer = emulator.invoke(event);
        HttpResponse<String> direct = ask(method, target, body, event.contains("yaml"));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(direct.statusCode());
        assertThat(answer.path("body").asText()).isEqualTo(direct.body());
        assertThat(answer.path("headers").path("content-type").asText())
                .isEqualTo(direct.headers().firstValue("Content-Type").orElse(""));
        assertThat(answer.path("isBase64Encoded").asBoolean()).isFalse();
        assertThat(answer).hasSize(4);
    }

    private HttpResponse<String> ask(String method, String target, String body, boolean yaml)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + opaPort + target.replace("'", "%27")))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
        if (yaml) {
            request.header("Content-Type", "application/x-yaml");
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Events that never reach OPA: the event, the status and OPA's code for it. */
    static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("v1/policies", "GET", 404),
                Arguments.of("v1/policies/evil", "PUT", 404),
                Arguments.of("v1/query", "GET", 404),
                Arguments.of("v1/compile", "POST", 404),
                Arguments.of("metrics", "GET", 404),
                Arguments.of("", "POST", 404),
                Arguments.of("/", "GET", 404),
                Arguments.of("v1/database", "GET", 404),
                Arguments.of("V1/DATA/x", "GET", 404),
                Arguments.of("v1/data/hello", "PUT", 403),
                Arguments.of("v1/data/hello", "PATCH", 403),
                Arguments.of("v1/data/hello", "DELETE", 403),
                Arguments.of("v1/data/hello", "post", 403),
                Arguments.of("health", "POST", 403),
                Arguments.of("v1/data/hello", "GET /v1/policies HTTP/1.1\r\nX: y", 403),
                Arguments.of("v1/data/../policies", "GET", 403),
                Arguments.of("v1/data/%2e%2e/policies", "GET", 403),
                Arguments.of("v1/data/%2E./policies", "GET", 403),
                Arguments.of("v1/data/..%2Fpolicies", "GET", 403),
                Arguments.of("v1/data/x\\..\\..\\policies", "GET", 403),
                Arguments.of("v1/data//policies", "GET", 403),
                Arguments.of("v1/data/./x", "GET", 403),
                Arguments.of("v1/data/x\r\nHost: evil", "GET", 403),
                Arguments.of("v1/data/%00", "GET", 403),
                Arguments.of("v1/data/%0d%0aX", "GET", 403));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void whatIsNotAllowedNeverReachesOpa(String path, String method, int status) throws Exception {
        JsonNode answer = emulator.invoke(Map.of("x_opa_path", path, "x_opa_method", method));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
        assertThat(answer.path("headers").path("content-type").asText()).isEqualTo("application/json");
        JsonNode said = JSON.readTree(answer.path("body").asText());
        assertThat(said.path("code").asText()).isEqualTo(status == 404 ? "resource_not_found" : "forbidden");
        assertThat(said.path("message").asText()).isNotEmpty();
    }

    /** Events of all shapes that never reach OPA. */
    static Stream<Arguments> refusedEvents() {
        return Stream.of(
                Arguments.of(404, "{'x_opa_path': 'v1/data', 'x_opa_method': 'GET'}"),
                Arguments.of(404, "{'x_opa_path': 'v0/data/', 'x_opa_method': 'POST', 'x_opa_payload': {}}"),
                Arguments.of(404, "{'x_opa_path': 'v1/data/system/log/mask', 'x_opa_method': 'GET'}"),
                Arguments.of(404, "{'x_opa_path': 'v1/data/%73ystem', 'x_opa_method': 'GET'}"),
                Arguments.of(404, "{'httpMethod': 'GET', 'path': '/v1/data/system/bundles'}"),
                Arguments.of(
                        404,
                        "{'httpMethod': 'GET', 'path': '/x/v1/data/greetings', 'resource': '/{proxy+}',"
                                + " 'pathParameters': {'proxy': 'v1/data/other'}}"),
                Arguments.of(404, "{'rawPath': '/v0/data/system', 'requestContext': {'http': {'method': 'POST'}}}"),
                Arguments.of(403, "{'rawPath': '/v1/data/..%2f', 'requestContext': {'http': {'method': 'GET'}}}"),
                Arguments.of(403, "{'x_opa_path': 'v1/data/hello', 'x_opa_query': {'explain': 'full'}}"),
                Arguments.of(403, "{'x_opa_path': 'v1/data/hello', 'x_opa_query': '?pretty&%65xplain=full'}"),
                Arguments.of(
                        403,
                        "{'httpMethod': 'GET', 'path': '/v1/data/hello', 'multiValueQueryStringParameters':"
                                + " {'explain': ['full']}}"),
                Arguments.of(
                        403,
                        "{'rawPath': '/v1/data/hello', 'rawQueryString': 'ex plain=notes',"
                                + " 'requestContext': {'http': {'method': 'GET'}}}"),
                Arguments.of(400, "{'x_opa_path': 'v1/data/hello', 'x_opa_headers': {'accept': 'a\\u0001'}}"),
                Arguments.of(
                        400,
                        "{'x_opa_path': 'v1/data/hello', 'x_opa_headers':"
                                + " {'Content-Type': 'application/json\\r\\nX-Evil: 1'}}"),
                Arguments.of(
                        400,
                        "{'httpMethod': 'GET', 'path': '/v1/data/hello', 'headers':" + " {'X-Request-Id': '\\u007f'}}"),
                Arguments.of(
                        400,
                        "{'rawPath': '/v1/data/hello', 'headers': {'traceparent': '\\u0000'},"
                                + " 'requestContext': {'http': {'method': 'GET'}}}"));
    }

    @ParameterizedTest
    @MethodSource("refusedEvents")
    void whatIsNotAllowedIsRefusedInEachShape(int status, String event) throws Exception {
        JsonNode answer = emulator.invoke(event.replace('\'', '"'));

        assertThat(answer.path("statusCode").asInt()).isEqualTo(status);
        assertThat(JSON.readTree(answer.path("body").asText()).path("code").asText())
                .isEqualTo(Map.of(404, "resource_not_found", 403, "forbidden", 400, "invalid_parameter")
                        .get(status));
    }

    @Test
    void aSmallBodyThatUnpacksToMuchIsRefusedByOpa() throws Exception {
        String bomb = zipped("[" + "[],".repeat(9_000_000) + "1]");
        assertThat(bomb).hasSizeLessThan(40_000);
        String event = """
                {"httpMethod": "POST", "path": "/v1/data/hello/size", "headers": {"Content-Encoding": "gzip"},
                "isBase64Encoded": true, "body": "%s"}""";

        JsonNode answer = emulator.invoke(event.formatted(bomb));
        assertThat(answer.path("statusCode").asInt()).isEqualTo(400);
        assertThat(answer.path("body").asText()).contains("exceeds limit of 6291556 bytes");
        assertThat(emulator.invoke(event.formatted(zipped("{\"input\": {\"text\": \"abc\"}}")))
                        .path("body")
                        .asText())
                .isEqualTo("{\"result\":3}\n");
    }

    private static String zipped(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(out.toByteArray());
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void anEventThatIsNoneIsAnErrorAndNoAnswer(String event) throws Exception {
        JsonNode answer = emulator.invoke(event);

        assertThat(answer.path("errorType").asText()).isEqualTo("Event.Invalid");
        assertThat(answer.path("errorMessage").asText()).isNotEmpty();
        assertThat(answer.has("statusCode")).isFalse();
    }

    static List<String> notUnderstood() {
        return List.of(
                "{}",
                "[]",
                "\"x\"",
                "null",
                "1",
                "{\"x_opa_path\": 1}",
                "{\"x_opa_payload\": {}}",
                "{\"type\": \"TOKEN\", \"methodArn\": \"arn:m\", \"authorizationToken\": \"t\"}",
                "{\"version\": \"2.0\", \"type\": \"REQUEST\", \"rawPath\": \"/v1/data/hello\", \"requestContext\": {\"http\": {\"method\": \"GET\"}}}");
    }

    @Test
    void nothingOfThePayloadsIsLogged() throws Exception {
        emulator.invoke(Map.of("x_opa_path", "v0/data/hello/echo", "x_opa_payload", "a-secret-of-the-payload"));
        emulator.invoke(Map.of("x_opa_path", "v1/policies", "x_opa_payload", "a-secret-of-the-payload"));

        assertThat(emulator.log()).doesNotContain("a-secret-of-the-payload").doesNotContain("AWS_");
    }

    @Test
    void nothingWasExecutedOnTheWay() {
        assertThat(Files.exists(Path.of("pwned"))).isFalse();
    }
}
