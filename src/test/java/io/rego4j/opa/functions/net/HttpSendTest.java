package io.rego4j.opa.functions.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.functions.BuiltinFunctions;
import io.rego4j.opa.functions.FixedContext;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The answers have the shape of those of {@code opa eval} to the same requests. */
class HttpSendTest {
    private final FixedContext context = new FixedContext();
    private final List<String> asked = new ArrayList<>();
    private HttpServer server;
    private String address;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        address = "http://127.0.0.1:" + server.getAddress().getPort();
        server.createContext("/", exchange -> {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(exchange.getRequestMethod() + " " + path + " " + body);
            String answer = path.equals("/yaml") ? "a: [1]" : "{\"a\": 1.50}";
            exchange.getResponseHeaders()
                    .set(
                            "Content-Type",
                            path.equals("/yaml")
                                    ? "application/yaml"
                                    : path.equals("/text") ? "text/plain" : "application/json");
            exchange.getResponseHeaders()
                    .set("X-Seen", String.valueOf(exchange.getRequestHeaders().getFirst("X-Sent")));
            if (path.equals("/moved") || path.equals("/lost")) {
                exchange.getResponseHeaders().set("Location", path.equals("/moved") ? "/json" : "http://exa mple/");
            }
            if (path.equals("/stalled")) {
                // The exchange stays open: the client waits for the rest.
                exchange.sendResponseHeaders(200, answer.length());
                exchange.getResponseBody().flush();
                return;
            }
            int status = path.equals("/moved") || path.equals("/lost") ? 302 : path.equals("/broken") ? 500 : 200;
            exchange.sendResponseHeaders(status, answer.length());
            exchange.getResponseBody().write(answer.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.start();
        context.network = host -> host.equals("127.0.0.1");
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private ObjectValue send(String more, String path) throws BuiltinException, IOException {
        Value request = JsonValues.parse("{\"method\": \"get\", \"url\": \"" + address + path + "\"" + more + "}");
        return (ObjectValue) BuiltinFunctions.find("http.send").call(context, new Value[] {request});
    }

    @Test
    void readsWhatTheServerSaysItIs() throws BuiltinException, IOException {
        ObjectValue json = send(", \"headers\": {\"X-Sent\": \"s\"}", "/json");
        assertThat(json.get("status")).hasToString("\"200 OK\"");
        assertThat(json.get("status_code")).hasToString("200");
        assertThat(json.get("body")).hasToString("{\"a\": 1.50}");
        assertThat(json.get("raw_body")).hasToString("\"{\\\"a\\\": 1.50}\"");
        assertThat(((ObjectValue) json.get("headers")).get("x-seen")).hasToString("[\"s\"]");
        assertThat(send("", "/yaml").get("body")).hasToString("{\"a\": [1]}");
        assertThat(send("", "/text").get("body")).hasToString("null");
        assertThat(send(", \"force_json_decode\": true", "/text").get("body")).hasToString("{\"a\": 1.50}");
    }

    @Test
    void sendsTheBodyAsJsonOrRaw() throws BuiltinException, IOException {
        send(", \"method\": \"post\", \"body\": {\"b\": [1]}", "/json");
        send(", \"method\": \"put\", \"raw_body\": \"raw\"", "/json");
        assertThat(asked).containsExactly("POST /json {\"b\":[1]}", "PUT /json raw");
    }

    @Test
    void asksOnceWithinAnEvaluationIfTheAnswerMayBeKept() throws BuiltinException, IOException {
        send("", "/json");
        send("", "/json");
        send("", "/broken");
        send("", "/broken");
        assertThat(asked).hasSize(3);
    }

    @Test
    void followsRedirectsOnlyIfAskedTo() throws BuiltinException, IOException {
        assertThat(send("", "/moved").get("status_code")).hasToString("302");
        assertThat(send(", \"enable_redirect\": true", "/moved").get("status_code"))
                .hasToString("200");
    }

    @Test
    void asksNoHostThatIsNotAllowed() throws BuiltinException, IOException {
        context.network = host -> false;
        for (String options : List.of("", ", \"raise_error\": false")) {
            assertThatThrownBy(() -> send(options, "/json"))
                    .isInstanceOf(EvaluationException.class)
                    .hasMessage("the policy asks the host \"127.0.0.1\", which the options do not allow: name it in"
                            + " OpaOptions.network");
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aConnectionThatFailsIsANetworkError() throws BuiltinException, IOException {
        server.stop(0);
        String message = "Get \"" + address + "/json\": dial tcp " + address.substring("http://".length())
                + ": connect: connection refused";
        assertThatThrownBy(() -> send("", "/json")).hasMessage(message);
        ObjectValue error =
                (ObjectValue) send(", \"raise_error\": false", "/json").get("error");
        assertThat(error.get("code")).isEqualTo(StringValue.of("eval_http_send_network_error"));
        assertThat(error.get("message")).isEqualTo(StringValue.of(message));
    }

    @Test
    void requestsAreWhatOpaTakes() {
        assertThatThrownBy(() -> send(", \"bad\": 1", "/json"))
                .hasMessage("operand 1 invalid request parameters(s): {\"bad\"}");
        assertThatThrownBy(() -> send(", \"headers\": 1", "/json")).hasMessage("invalid type for headers key");
        assertThatThrownBy(() -> send(", \"timeout\": true", "/json"))
                .hasMessage("operand 1 'timeout' must be one of {string, number} but got boolean");
        assertThatThrownBy(() -> send(", \"max_retry_attempts\": -1", "/json"))
                .hasMessage("invalid value -1 for field \"max_retry_attempts\"");
        assertThatThrownBy(() -> send(", \"tls_ca_cert\": \"x\"", "/json"))
                .hasMessage("http.send with \"tls_ca_cert\" is not in this engine");
    }

    @Test
    void anAnswerWhoseBodyStallsEndsWithTheTimeout() throws BuiltinException, IOException {
        String message = "context deadline exceeded (Client.Timeout or context cancellation while reading body)";
        assertThatThrownBy(() -> send(", \"timeout\": \"100ms\"", "/stalled")).hasMessage(message);
        ObjectValue error = (ObjectValue) send(", \"timeout\": \"100ms\", \"raise_error\": false", "/stalled")
                .get("error");
        assertThat(error.get("code")).isEqualTo(StringValue.of("eval_http_send_internal_error"));
    }

    @Test
    void aRedirectToWhatIsNoAddressIsANetworkError() {
        assertThatThrownBy(() -> send(", \"enable_redirect\": true", "/lost"))
                .hasMessageStartingWith(
                        "Get \"" + address + "/lost\": failed to parse Location header \"http://exa mple/\": ");
    }

    @Test
    void anAddressOfVersion6IsAllowedWithoutItsBrackets() {
        List<String> hosts = new ArrayList<>();
        context.network = host -> !hosts.add(host);
        Value request = new ObjectValue.Builder()
                .put("method", StringValue.of("get"))
                .put("url", StringValue.of("http://[::1]:1/"))
                .build();
        assertThatThrownBy(() -> BuiltinFunctions.find("http.send").call(context, new Value[] {request}))
                .isInstanceOf(EvaluationException.class);
        assertThat(hosts).containsExactly("::1");
    }
}
