package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.bundle.Bundle;
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

    HandlerContract(Adapter handler) {
        this.handler = handler;
    }

    @BeforeAll
    void start(@TempDir Path tree) throws Exception {
        emulator = new Emulator(tree, pack(handler), handler, Emulator.PATIENT, Map.of());
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

    /** Events that go to OPA: the event, and the request that must arrive. */
    static Stream<Arguments> passed() {
        String long5Mb = "x".repeat(5 << 20);
        String deep = "[".repeat(200) + "]".repeat(200);
        return Stream.of(
                Arguments.of("the article's payload", """
                        {"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_payload": {"lang": "en"}}""", "POST", "/v0/data/hello", "{\"lang\": \"en\"}"),
                Arguments.of("the article's input", """
                        {"x_opa_path": "v0/data/hello", "x_opa_method": "POST", "x_opa_input": {"lang": "de"}}""", "POST", "/v0/data/hello", "{\"lang\": \"de\"}"),
                Arguments.of("the method is kept", """
                        {"x_opa_path": "v1/data/greetings", "x_opa_method": "GET"}""", "GET", "/v1/data/greetings", null),
                Arguments.of(
                        "a query as an object",
                        """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST", "x_opa_query": {"pretty": "true",
                        "provenance": ["true"], "ä&=#": "x y"}, "x_opa_payload": {"input": {"lang": "de"}}}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true&provenance=true&%C3%A4%26%3D%23=x+y",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of("a query as a text", """
                        {"x_opa_path": "v1/data/greetings", "x_opa_method": "GET", "x_opa_query": "?pretty=true"}""", "GET", "/v1/data/greetings?pretty=true", null),
                Arguments.of("OPA's status: undefined is 404 in v0", """
                        {"x_opa_path": "v0/data/hello/none", "x_opa_method": "POST", "x_opa_payload": {}}""", "POST", "/v0/data/hello/none", "{}"),
                Arguments.of(
                        "OPA's status: what is not JSON is 400", """
                        {"x_opa_path": "v1/data/hello", "x_opa_payload": "{bad\\u0000 \\"'$(id)`", "x_opa_payload_format": "text"}""", "POST", "/v1/data/hello", "{bad\u0000 \"'$(id)`"),
                Arguments.of("no payload", """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST"}""", "POST", "/v1/data/hello/greeting", ""),
                Arguments.of("an empty payload", """
                        {"x_opa_path": "v1/data/hello/greeting", "x_opa_method": "POST", "x_opa_payload": "", "x_opa_payload_format": "text"}""", "POST", "/v1/data/hello/greeting", ""),
                Arguments.of(
                        "a payload that is a string", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload": "a \\"quoted\\" ü"}""", "POST", "/v0/data/hello/echo", "\"a \\\"quoted\\\" ü\""),
                Arguments.of("a payload that is false", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload": false}""", "POST", "/v0/data/hello/echo", "false"),
                Arguments.of(
                        "shell words in the path", """
                        {"x_opa_path": "v1/data/$(touch pwned);`id`|x&y'\\"", "x_opa_method": "GET"}""", "GET", "/v1/data/$(touch%20pwned);%60id%60%7Cx&y'%22", null),
                Arguments.of(
                        "a path with spaces, quotes and emojis",
                        """
                        {"x_opa_path": "v1/data/a b/\\"é😀?#", "x_opa_method": "GET"}""",
                        "GET",
                        "/v1/data/a%20b/%22%C3%A9%F0%9F%98%80%3F%23",
                        null),
                Arguments.of("a path that is escaped already", """
                        {"x_opa_path": "v1/data/a%2Fb/c%20d", "x_opa_method": "GET"}""", "GET", "/v1/data/a%2Fb/c%20d", null),
                Arguments.of(
                        "hostile text in the payload",
                        """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_method": "POST", "x_opa_payload":
                        {"a": "\\"}, \\"x_opa_path\\": \\"v1/policies\\" \\\\ \\n \\u0000 \\u2028 <&>", "@/etc/passwd": "@/etc/passwd"}}""",
                        "POST",
                        "/v0/data/hello/echo",
                        "{\"a\": \"\\\"}, \\\"x_opa_path\\\": \\\"v1/policies\\\" \\\\ \\n \\u0000 \\u2028 <&>\", \"@/etc/passwd\": \"@/etc/passwd\"}"),
                Arguments.of(
                        "a payload that looks like a file for curl",
                        """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_payload": "@/etc/passwd", "x_opa_payload_format": "text"}""",
                        "POST",
                        "/v0/data/hello/echo",
                        "@/etc/passwd"),
                Arguments.of(
                        "a payload of 5 MB",
                        "{\"x_opa_path\": \"v0/data/hello/size\", \"x_opa_payload\": {\"text\": \"" + long5Mb + "\"}}",
                        "POST",
                        "/v0/data/hello/size",
                        "{\"text\": \"" + long5Mb + "\"}"),
                Arguments.of(
                        "an answer of 5 MB",
                        "{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": \"" + long5Mb + "\"}",
                        "POST",
                        "/v0/data/hello/echo",
                        "\"" + long5Mb + "\""),
                Arguments.of(
                        "a deep payload",
                        "{\"x_opa_path\": \"v0/data/hello/echo\", \"x_opa_payload\": " + deep + "}",
                        "POST",
                        "/v0/data/hello/echo",
                        deep),
                Arguments.of("a header with a line break", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_payload": 1, "x_opa_headers":
                        {"Content-Type": "application/json\\r\\nX-Evil: 1", "Cookie": "secret"}}""", "POST", "/v0/data/hello/echo", "1"),
                Arguments.of("YAML where the header says so", """
                        {"x_opa_path": "v1/data/hello/echo", "x_opa_payload": "input: {a: [1, b]}", "x_opa_payload_format": "text",
                        "x_opa_headers": {"content-type": "application/x-yaml"}}""", "POST", "/v1/data/hello/echo", "input: {a: [1, b]}"),
                Arguments.of(
                        "a request of a REST API with proxy integration",
                        """
                        {"httpMethod": "POST", "path": "/v1/data/hello/greeting", "headers": {"Content-Type": "application/json"},
                        "multiValueQueryStringParameters": {"pretty": ["true"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a request of an HTTP API",
                        """
                        {"version": "2.0", "rawPath": "/prod/v1/data/hello/greeting", "rawQueryString": "pretty=true",
                        "headers": {"content-type": "application/json"}, "isBase64Encoded": true,
                        "requestContext": {"stage": "prod", "http": {"method": "POST"}}, "body": "%s"}""".formatted(base64("{\"input\": {\"lang\": \"de\"}}")),
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("passed")
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
                        URI.create("http://127.0.0.1:" + emulator.opaPort() + target.replace("'", "%27")))
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

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void anEventThatIsNoneIsAnErrorAndNoAnswer(String event) throws Exception {
        JsonNode answer = emulator.invoke(event);

        assertThat(answer.path("errorType").asText()).isEqualTo("Event.Invalid");
        assertThat(answer.path("errorMessage").asText()).isNotEmpty();
        assertThat(answer.has("statusCode")).isFalse();
    }

    static List<String> notUnderstood() {
        return List.of("{}", "[]", "\"x\"", "null", "1", "{\"x_opa_path\": 1}", "{\"x_opa_payload\": {}}");
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
