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
                Arguments.of(
                        "a header with a tab, and one that is not passed on", """
                        {"x_opa_path": "v0/data/hello/echo", "x_opa_payload": 1, "x_opa_headers":
                        {"Content-Type": "application/json;\\tcharset=utf-8", "Cookie": "secret"}}""", "POST", "/v0/data/hello/echo", "1"),
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
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a REST API behind a base path",
                        """
                        {"resource": "/{proxy+}", "path": "/api/v1/data/hello/greeting", "httpMethod": "POST",
                        "pathParameters": {"proxy": "v1/data/hello/greeting"}, "requestContext": {"path": "/api/v1/data/hello/greeting"},
                        "multiValueHeaders": {"Content-Type": ["application/json"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of(
                        "a REST API with a path of its own behind a base path",
                        """
                        {"resource": "/v1/data/{proxy+}", "path": "/a/b/v1/data/hello/greeting/", "httpMethod": "GET",
                        "pathParameters": {"proxy": "hello/greeting"}, "headers": null, "body": null}""",
                        "GET",
                        "/v1/data/hello/greeting",
                        null),
                Arguments.of(
                        "a REST API with a fixed path behind a base path", """
                        {"resource": "/v1/data/{package}/greeting", "path": "/a/v1/data/hello/greeting", "httpMethod": "GET",
                        "pathParameters": {"package": "hello"}}""", "GET", "/v1/data/hello/greeting", null),
                Arguments.of(
                        "a REST API whose path is escaped and whose parameter is not",
                        """
                        {"resource": "/{proxy+}", "path": "/api/v1/data/a%2fb/c%20d", "httpMethod": "GET",
                        "pathParameters": {"proxy": "v1/data/a%2Fb/c d"}}""",
                        "GET",
                        "/v1/data/a%2Fb/c%20d",
                        null),
                Arguments.of(
                        "a query that API Gateway has decoded",
                        """
                        {"path": "/v1/data/hello/greeting", "httpMethod": "GET",
                        "queryStringParameters": {"input": "{\\"lang\\": \\"de\\"}", "a b": "&+%"}}""",
                        "GET",
                        "/v1/data/hello/greeting?input=%7B%22lang%22%3A%22de%22%7D",
                        null),
                Arguments.of(
                        "a load balancer hands the query over undecoded",
                        """
                        {"requestContext": {"elb": {"targetGroupArn": "arn:t"}}, "httpMethod": "GET", "path": "/v1/data/hello/greeting",
                        "queryStringParameters": {"input": "%7B%22lang%22%3A%22de%22%7D"}, "headers": {}, "body": "", "isBase64Encoded": false}""",
                        "GET",
                        "/v1/data/hello/greeting?input=%7B%22lang%22%3A%22de%22%7D",
                        null),
                Arguments.of(
                        "a load balancer with several values for a name",
                        """
                        {"requestContext": {"elb": {"targetGroupArn": "arn:t"}}, "httpMethod": "POST", "path": "/v1/data/hello/greeting",
                        "multiValueQueryStringParameters": {"pretty": ["true"], "x": ["a%20b", "%2B"]},
                        "multiValueHeaders": {"content-type": ["application/json"]}, "body": "{\\"input\\": {\\"lang\\": \\"de\\"}}"}""",
                        "POST",
                        "/v1/data/hello/greeting?pretty=true",
                        "{\"input\": {\"lang\": \"de\"}}"),
                Arguments.of("a load balancer with an escaped path", """
                        {"requestContext": {"elb": {}}, "httpMethod": "GET", "path": "/v1/data/a%2Fb/c%20d", "queryStringParameters": {}}""", "GET", "/v1/data/a%2Fb/c%20d", null),
                Arguments.of("an HTTP API behind a base path", """
                        {"version": "2.0", "routeKey": "ANY /{proxy+}", "rawPath": "/api/v1/data/greetings", "rawQueryString": "",
                        "pathParameters": {"proxy": "v1/data/greetings"},
                        "requestContext": {"stage": "$default", "http": {"method": "GET"}}}""", "GET", "/v1/data/greetings", null),
                Arguments.of("an HTTP API behind a stage and a base path", """
                        {"version": "2.0", "routeKey": "GET /v1/data/{proxy+}", "rawPath": "/prod/api/v1/data/greetings/de",
                        "pathParameters": {"proxy": "greetings/de"},
                        "requestContext": {"stage": "prod", "http": {"method": "GET"}}}""", "GET", "/v1/data/greetings/de", null),
                Arguments.of("an HTTP API in version 1", """
                        {"version": "1.0", "resource": "/{proxy+}", "path": "/api/v1/data/greetings", "httpMethod": "GET",
                        "pathParameters": {"proxy": "v1/data/greetings"}, "queryStringParameters": {"pretty": "true"}}""", "GET", "/v1/data/greetings?pretty=true", null),
                Arguments.of("a function URL", """
                        {"version": "2.0", "routeKey": "$default", "rawPath": "/v1/data/greetings/en", "rawQueryString": "pretty=true&input=%7B%7D",
                        "requestContext": {"stage": "$default", "http": {"method": "GET", "path": "/v1/data/greetings/en"}}, "isBase64Encoded": false}""", "GET", "/v1/data/greetings/en?pretty=true&input=%7B%7D", null),
                Arguments.of(
                        "a function URL with a binary body",
                        """
                        {"version": "2.0", "routeKey": "$default", "rawPath": "/v0/data/hello/echo", "isBase64Encoded": true,
                        "requestContext": {"stage": "$default", "http": {"method": "POST"}}, "body": "%s"}""".formatted(base64("{\"ü\": 1}")),
                        "POST",
                        "/v0/data/hello/echo",
                        "{\"ü\": 1}"));
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
