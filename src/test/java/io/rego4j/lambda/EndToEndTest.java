package io.rego4j.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.cli.Main;
import io.rego4j.testing.Ports;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * One command makes the pack of samples/hello; from there, HTTP request to HTTP response: the templates as they stand in the
 * pack's openapi.yaml, the emulator with the pack's start.sh and handler, the real OPA.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class EndToEndTest {
    private final ApiGatewayTemplates gateway = new ApiGatewayTemplates();
    private Emulator emulator;
    private int opaPort;
    private Map<?, ?> integration;

    @BeforeAll
    void start(@TempDir Path tree) throws Exception {
        Path echo = Files.writeString(tree.resolve("echo.rego"), "package echo\n\necho := input\n");
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int exitCode = new Main(out, out, InputStream.nullInputStream())
                .run(
                        "lambda",
                        "init",
                        tree.resolve("pack").toString(),
                        "--policy",
                        "samples/hello/hello.rego",
                        "--data",
                        "samples/hello/data.json",
                        "--policy",
                        echo.toString());
        assertThat(exitCode).as(said.toString(StandardCharsets.UTF_8)).isZero();
        opaPort = Ports.free();
        Map<String, String> alsoListening = Map.of("OPA_ARGS", "--addr 127.0.0.1:" + opaPort);
        emulator = new Emulator(tree, null, Adapter.BOOTSTRAP, Emulator.PATIENT, alsoListening);
        Object openApi = new Load(LoadSettings.builder().build())
                .loadFromString(Files.readString(tree.resolve("pack/openapi.yaml")));
        integration =
                at(openApi, "paths", "/{proxy+}", "x-amazon-apigateway-any-method", "x-amazon-apigateway-integration");
    }

    @AfterAll
    void stop() {
        emulator.close();
    }

    private static Map<?, ?> at(Object node, String... path) {
        for (String key : path) {
            node = ((Map<?, ?>) node).get(key);
        }
        return (Map<?, ?>) node;
    }

    private String event(ApiGatewayTemplates.Request request) {
        return gateway.event((String) at(integration, "requestTemplates").get("application/json"), request);
    }

    /** As API Gateway does: the error's response if the function failed, else the default one. */
    private ApiGatewayTemplates.Response send(ApiGatewayTemplates.Request request) throws Exception {
        String answer = emulator.call(event(request)).body();
        JsonNode said = Emulator.JSON.readTree(answer);
        Map<?, ?> response = at(integration, "responses", said.has("errorMessage") ? "(\\n|.)+" : "default");
        return gateway.response(
                (String) at(response, "responseTemplates").get("application/json"),
                Integer.parseInt((String) response.get("statusCode")),
                answer);
    }

    private static ApiGatewayTemplates.Request post(String path, String body) {
        return new ApiGatewayTemplates.Request(
                "POST", path, Map.of(), Map.of("Content-Type", "application/json"), body);
    }

    @ParameterizedTest
    @CsvSource({"en,hello world", "es,hola mundo", "fr,bonjour le monde"})
    void theArticlesCurlIsAnsweredInEachLanguage(String language, String greeting) throws Exception {
        ApiGatewayTemplates.Response response = send(post("v0/data/hello", "{\"lang\":\"" + language + "\"}"));

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.body().strip()).isEqualTo("{\"hello\":\"" + greeting + "\"}");
    }

    static Stream<Arguments> hostileBodies() {
        return Stream.of(
                        "",
                        "null",
                        "{}",
                        "{not json",
                        "\"",
                        "'",
                        "\\'",
                        "\\\\'\"",
                        "it's \"quoted\" \\ and \\u0041",
                        "{\"a\": \"it's\"}",
                        "x\", \"x_opa_path\": \"v1/policies\", \"y\": \"",
                        "{\"a\": 1}, \"x_opa_method\": \"DELETE\", \"b\": {",
                        "$util.escapeJavaScript(\"x\") #set($x = 1) $context.httpMethod ##",
                        "</script><!-- \u2028\u2029\u0000\u0001\u007f ü 😀 \ud83d",
                        "{\"text\": \"" + "it's 😀 \\\\ ".repeat(2000) + "\"}",
                        "{\"big\": 123456789012345678901234567890.12345}",
                        "a\r\nb\tc\bd\fe")
                .map(Arguments::of);
    }

    @ParameterizedTest
    @MethodSource("hostileBodies")
    void aBodyArrivesAtOpaAsItWasSent(String body) throws Exception {
        JsonNode event = Emulator.JSON.readTree(event(post("v0/data/echo/echo", body)));
        assertThat(event.path("x_opa_payload").asText()).isEqualTo(body);
        assertThat(event.path("x_opa_path").asText()).isEqualTo("v0/data/echo/echo");
        assertThat(event.path("x_opa_method").asText()).isEqualTo("POST");
        assertThat(event).hasSize(6);

        ApiGatewayTemplates.Response response = send(post("v0/data/echo/echo", body));
        HttpResponse<String> direct = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + opaPort + "/v0/data/echo/echo"))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(response.status()).isEqualTo(direct.statusCode());
        assertThat(response.contentType())
                .isEqualTo(direct.headers().firstValue("Content-Type").orElseThrow());
        assertThat(response.body().strip()).isEqualTo(direct.body().strip());
    }

    @ParameterizedTest
    @MethodSource("hostilePaths")
    void aPathIsDataAndNothingElse(String path, int status) throws Exception {
        ApiGatewayTemplates.Request request = new ApiGatewayTemplates.Request("GET", path, Map.of(), Map.of(), null);
        assertThat(Emulator.JSON.readTree(event(request)).path("x_opa_path").asText())
                .isEqualTo(path);
        assertThat(send(request).status()).isEqualTo(status);
    }

    static Stream<Arguments> hostilePaths() {
        return Stream.of(
                Arguments.of("v1/data/it's ü😀", 200),
                // OPA 1.22 itself answers 500 where there is a double quote in the path.
                Arguments.of("v1/data/x\", \"x_opa_path\": \"v1/policies", 500),
                Arguments.of("v1/policies", 404),
                Arguments.of("v1/data/../policies", 403),
                Arguments.of("v1/data/%2e%2e/policies", 403),
                Arguments.of("$context.httpMethod", 404),
                Arguments.of("v1/data/x\nx_opa_method: PUT", 403));
    }

    @Test
    void methodQueryAndHeadersGoAlongAndNothingElseDoes() throws Exception {
        ApiGatewayTemplates.Request request = new ApiGatewayTemplates.Request(
                "GET",
                "v1/data/greetings/es",
                Map.of("pretty", "true", "it's", "\"&=\\"),
                Map.of("content-type", "application/json", "Cookie", "secret", "Traceparent", "00-1-2-01"),
                null);
        JsonNode event = Emulator.JSON.readTree(event(request));

        assertThat(event.path("x_opa_query").path("it's").asText()).isEqualTo("\"&=\\");
        assertThat(event.path("x_opa_headers").path("Traceparent").asText()).isEqualTo("00-1-2-01");
        assertThat(event.path("x_opa_headers")).hasSize(2);
        assertThat(send(request).body().strip()).isEqualTo("{\n  \"result\": \"hola mundo\"\n}");
        assertThat(send(new ApiGatewayTemplates.Request("PUT", "v1/data/x", Map.of(), Map.of(), "1"))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void aFailureIsABadGatewayAndATimeoutIsOne() {
        String template = (String)
                at(integration, "responses", "(\\n|.)+", "responseTemplates").get("application/json");

        assertThat(gateway.response(template, 502, "{\"errorType\": \"Opa.Down\", \"errorMessage\": \"secret\"}"))
                .matches(
                        response -> response.status() == 502 && !response.body().contains("secret"));
        assertThat(gateway.response(template, 502, "{\"errorMessage\": \"x Task timed out after 3.00 seconds\"}")
                        .status())
                .isEqualTo(504);
        assertThat(at(integration, "responses").keySet())
                .hasToString(List.of("default", "(\\n|.)+").toString());
        assertThat(integration.get("passthroughBehavior")).isEqualTo("never");
    }
}
