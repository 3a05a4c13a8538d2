package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.OpaBinary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the server of the playground answers, and whom. */
class PlaygroundApiTest {
    private static final String PETSTORE = """
            package application.authz

            default allow := false

            allow if {
            	input.method == "PUT"
            	some petid
            	input.path = ["pets", petid]
            	input.user == input.owner
            }
            """;

    private static final String LOOP = """
            package a

            p := count([1 | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); i == j])
            """;

    private final HttpClient client = HttpClient.newHttpClient();
    private Playground playground;

    @TempDir
    private Path folder;

    private void start(Playground.Builder builder) throws IOException {
        OpaBinary opa = OpaBinary.find();
        playground = builder.port(0).opa(() -> opa).start();
    }

    @AfterEach
    void close() {
        if (playground != null) {
            playground.close();
        }
    }

    private static ObjectNode request(String... namesAndTexts) {
        ObjectNode request =
                Json.object().put("page", "test").put("version", "v1").put("active", namesAndTexts[0]);
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            request.withArray("modules")
                    .addObject()
                    .put("name", namesAndTexts[i])
                    .put("text", namesAndTexts[i + 1]);
        }
        return request;
    }

    private HttpRequest.Builder post(String name, String body) {
        return HttpRequest.newBuilder(playground.uri().resolve("api/" + name))
                .header("Content-Type", "application/json")
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String origin() {
        return "http://127.0.0.1:" + playground.uri().getPort();
    }

    private JsonNode ask(String name, JsonNode request) throws Exception {
        HttpResponse<String> response =
                client.send(post(name, request.toString()).build(), HttpResponse.BodyHandlers.ofString());
        return Json.MAPPER.readTree(response.body());
    }

    private byte[] download(String name, JsonNode request) throws Exception {
        return client.send(post(name, request.toString()).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }

    // Who is answered.

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
                "vendor/../../Json.class",
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
        assertThat(ask("nothing", Json.object()).path("error").asText()).isEqualTo("there is no nothing here");
        assertThat(ask("analyze", Json.object()).path("error").asText()).isEqualTo("a request has 1 to 500 modules");
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

    // Evaluation.

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
        JsonNode ended = Json.MAPPER.readTree(first.get(20, TimeUnit.SECONDS).body());
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
        String id = Json.MAPPER
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

    // Files.

    @Test
    void onlyTheOpenedFilesAreWritten() throws Exception {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\n");
        Path other = Files.writeString(folder.resolve("b.rego"), "package b\n");
        start(Playground.builder().files(List.of(policy)));
        JsonNode files = ask("files", Json.object());
        assertThat(files).hasSize(1);
        String name = files.path(0).path("name").asText();
        assertThat(files.path(0).path("text").asText()).isEqualTo("package a\n");
        assertThat(save(name, "package a\n\np := 1\n", false).path("error").asText())
                .isEqualTo("nothing is written that was not confirmed");
        assertThat(policy).hasContent("package a\n");
        assertThat(save(name, "package a\n\np := 1\n", true)
                        .path("saved")
                        .path(0)
                        .asText())
                .isEqualTo(name);
        assertThat(policy).hasContent("package a\n\np := 1\n");
        for (String path : List.of(other.toString(), name + "/../b.rego", "../b.rego", "")) {
            assertThat(save(path, "package evil\n", true).path("error").asText())
                    .isEqualTo(path + " is not one of the opened files");
        }
        assertThat(other).hasContent("package b\n");
    }

    @Test
    void whatSomebodyElseHasWrittenIsNotLost() throws Exception {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\n");
        start(Playground.builder().files(List.of(policy)));
        String name = ask("files", Json.object()).path(0).path("name").asText();
        Files.writeString(policy, "package theirs\n");
        assertThat(save(name, "package mine\n", true).path("error").asText())
                .isEqualTo(name + " was changed by somebody else: reload the page to see it; nothing was written");
        assertThat(policy).hasContent("package theirs\n");
    }

    private JsonNode save(String name, String text, boolean confirmed) throws Exception {
        ObjectNode request = Json.object().put("confirmed", confirmed);
        request.putArray("files").addObject().put("name", name).put("text", text);
        return ask("save", request);
    }

    // Downloads.

    @Test
    void theFolderHasATestOfWhatIsShownAndItPasses() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("petstore.rego", PETSTORE);
        request.putObject("input").put("text", "method: PUT\nuser: \"bob\\\" \\n x\"\n");
        request.putObject("data").put("text", "{\"a\": 1}");
        request.putObject("shown").put("status", "value").put("value", "{\"allow\": false}");
        Map<String, String> files = unzip(download("folder", request));
        assertThat(files.keySet())
                .containsExactly("petstore.rego", "data.json", "request/input.yaml", "shown_test.rego");
        assertThat(files.get("shown_test.rego")).isEqualTo("""
                        package shown_test

                        test_what_is_shown if data.application.authz == {"allow": false} with input as {"method": "PUT", "user": "bob\\" \\n x"}
                        """);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.writeString(path, file.getValue());
        }
        OpaBinary.Output tested = OpaBinary.find().run("", List.of("test", folder.toString()));
        assertThat(tested.out()).isEqualTo("PASS: 1/1\n");
    }

    private static Map<String, String> unzip(byte[] zip) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                files.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    @Test
    void noNameLeadsOutOfTheFolder() throws Exception {
        start(Playground.builder());
        Map<String, String> files = unzip(download(
                "folder",
                request(
                        "../../evil.rego",
                        "package a",
                        "/etc/x.rego",
                        "package b",
                        "a b.rego",
                        "package c",
                        "a_b.rego",
                        "package d")));
        assertThat(files.keySet()).containsExactly("evil.rego", "etc/x.rego", "a_b.rego", "a_b-2.rego");
    }

    @Test
    void theBundleIsSignedAndOpaLoadsIt() throws Exception {
        start(Playground.builder());
        ObjectNode request = request("petstore.rego", PETSTORE, "petstore_test.rego", "package t\n\ntest_x if true\n")
                .put("revision", "7");
        request.putObject("data").put("text", "owners:\n  pet1: bob\n");
        request.putObject("signing")
                .put("algorithm", "HS256")
                .put("keyId", "default")
                .put("key", "secret");
        Path file = Files.write(folder.resolve("bundle.tar.gz"), download("bundle", request));
        assertThat(evaluated(file, "[data.application.authz.allow, data.owners.pet1]"))
                .isEqualTo("[false,\"bob\"]");
        assertThat(evaluated(file, "data.t")).isEmpty();
        OpaBinary.Output inspected = OpaBinary.find().run("", List.of("inspect", "-f", "json", file.toString()));
        JsonNode inspection = Json.MAPPER.readTree(inspected.out());
        assertThat(inspection.path("manifest").path("revision").asText()).isEqualTo("7");
        assertThat(inspection.path("signatures_config").isMissingNode()).isFalse();
    }

    private static String evaluated(Path bundle, String query) {
        return OpaBinary.find()
                .run("", List.of("eval", "-f", "raw", "-b", bundle.toString(), query))
                .out()
                .strip();
    }
}
