package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which requests the server of the playground answers. */
class PlaygroundAccessTest extends PlaygroundServer {
    /** Sends a request as it is written, whatever a client would refuse to send. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", playground.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write(request.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String get(String path, String host, String more) throws IOException {
        return raw("GET " + path + " HTTP/1.1\nHost: " + host + "\n" + more + "Connection: close\n\n");
    }

    @Test
    void onlyTheAddressWithTheTokenShowsThePage() throws IOException {
        start(Playground.builder());
        String host = "127.0.0.1:" + playground.uri().getPort();
        String token = playground.uri().getPath();
        assertThat(token).matches("/[0-9a-f]{32}/");
        assertThat(get(token, host, "")).startsWith("HTTP/1.1 200").contains("<title>rego4j playground</title>");
        assertThat(get(token + "main.js", host, "")).startsWith("HTTP/1.1 200").contains("text/javascript");
        assertThat(get("/", host, "")).startsWith("HTTP/1.1 403").contains("this address lacks the token");
        assertThat(get("/main.js", host, "")).startsWith("HTTP/1.1 403");
        assertThat(get("/" + "0".repeat(32) + "/", host, "")).startsWith("HTTP/1.1 403");
        assertThat(get(token.substring(0, 20), host, "")).startsWith("HTTP/1.1 403");
    }

    @Test
    void anotherNameForThisMachineIsRefusedSoThatNoNameCanBeBoundToIt() throws IOException {
        start(Playground.builder());
        String token = playground.uri().getPath();
        int port = playground.uri().getPort();
        assertThat(get(token, "localhost:" + port, "")).startsWith("HTTP/1.1 200");
        for (String host : List.of("evil.example:" + port, "evil.example", "127.0.0.1", "127.0.0.1:" + (port + 1))) {
            assertThat(get(token, host, ""))
                    .as(host)
                    .startsWith("HTTP/1.1 403")
                    .contains("this server answers at 127.0.0.1 and localhost only");
        }
    }

    @Test
    void anotherPageMayNotAsk() throws Exception {
        start(Playground.builder());
        String body = request("a.rego", "package a").toString();
        for (String origin : List.of(
                "http://evil.example",
                "null",
                "http://127.0.0.1:1",
                "http://localhost:" + playground.uri().getPort())) {
            HttpResponse<String> response = client.send(
                    post("analyze", body).setHeader("Origin", origin).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(response.statusCode()).as(origin).isEqualTo(403);
            assertThat(response.body()).isEqualTo("{\"error\":\"another page may not ask this server\"}");
        }
        HttpRequest without = HttpRequest.newBuilder(playground.uri().resolve("api/analyze"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        assertThat(client.send(without, HttpResponse.BodyHandlers.ofString()).statusCode())
                .isEqualTo(403);
        String host = "127.0.0.1:" + playground.uri().getPort();
        assertThat(get(playground.uri().getPath(), host, "Sec-Fetch-Site: cross-site\n"))
                .startsWith("HTTP/1.1 403");
        assertThat(get(playground.uri().getPath(), host, "Sec-Fetch-Site: none\n"))
                .startsWith("HTTP/1.1 200");
        assertThat(get(playground.uri().getPath(), host, "Origin: http://evil.example\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void aFormOfAnotherTypeIsRefused() throws Exception {
        start(Playground.builder());
        HttpRequest form =
                post("analyze", "{}").setHeader("Content-Type", "text/plain").build();
        HttpResponse<String> response = client.send(form, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(415);
        assertThat(response.body()).isEqualTo("{\"error\":\"a request is application/json\"}");
    }

    @Test
    void itListensOnTheLoopbackAddressOnly() throws IOException {
        start(Playground.builder());
        assertThat(playground.uri().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void nothingButThePagesFilesIsServed() throws IOException {
        start(Playground.builder());
        String host = "127.0.0.1:" + playground.uri().getPort();
        String token = playground.uri().getPath();
        for (String path : List.of(
                "../Playground.class",
                "..%2fPlayground.class",
                "%2e%2e/Playground.class",
                "vendor/../../ApiJson.class",
                "/etc/passwd",
                "vendor/",
                "nothing.js",
                "api/files")) {
            assertThat(get(token + path, host, "")).as(path).startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void thePageMayLoadAndAskNothingElse() throws IOException {
        start(Playground.builder());
        String answer =
                get(playground.uri().getPath(), "127.0.0.1:" + playground.uri().getPort(), "");
        assertThat(answer)
                .containsPattern(
                        "(?i)Content-security-policy: default-src 'none'; script-src 'self'; connect-src 'self';"
                                + " img-src 'self' data:; style-src 'self' 'nonce-[0-9a-f]{32}'; base-uri 'none';"
                                + " form-action 'none'; frame-ancestors 'none'")
                .containsIgnoringCase("Referrer-policy: no-referrer")
                .containsIgnoringCase("X-content-type-options: nosniff")
                .doesNotContain("{{nonce}}");
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("a.rego", "x".repeat(25 << 20));
        assertThat(ask("analyze", request).path("error").asText()).isEqualTo("the body has more than 25165824 bytes");
    }

    @Test
    void aRequestThatSaysNothingSensibleGetsASentence() throws Exception {
        start(Playground.builder());
        assertThat(ask("nothing", ApiJson.object()).path("error").asText()).isEqualTo("there is no nothing here");
        assertThat(ask("analyze", ApiJson.object()).path("error").asText()).isEqualTo("a request has 1 to 500 modules");
        assertThat(ask("analyze", request("a.rego", "", "a.rego", ""))
                        .path("error")
                        .asText())
                .isEqualTo("two modules have the name a.rego: rename one");
        assertThat(ask("analyze", request("a.rego", "").put("version", "v9"))
                        .path("error")
                        .asText())
                .contains("v9");
        assertThat(ask("analyze", request("a.rego", "").put("active", "b.rego"))
                        .path("error")
                        .asText())
                .isEqualTo("there is no module \"b.rego\"");
        HttpResponse<String> response = client.send(post("analyze", "{").build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.body()).startsWith("{\"error\":\"the body is no JSON: ");
    }
}
