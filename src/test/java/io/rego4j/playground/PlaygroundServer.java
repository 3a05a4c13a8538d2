package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A playground that a test starts and asks as its page does. */
abstract class PlaygroundServer {
    static final String PETSTORE = """
            package application.authz

            default allow := false

            allow if {
            	input.method == "PUT"
            	some petid
            	input.path = ["pets", petid]
            	input.user == input.owner
            }
            """;

    final HttpClient client = HttpClient.newHttpClient();
    Playground playground;

    @TempDir
    Path folder;

    void start(Playground.Builder builder) throws IOException {
        OpaBinary opa = OpaBinary.find();
        playground = builder.port(0).opa(() -> opa).start();
    }

    @AfterEach
    void close() {
        if (playground != null) {
            playground.close();
        }
    }

    static ObjectNode request(String... namesAndTexts) {
        ObjectNode request =
                ApiJson.object().put("page", "test").put("version", "v1").put("active", namesAndTexts[0]);
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            request.withArray("modules")
                    .addObject()
                    .put("name", namesAndTexts[i])
                    .put("text", namesAndTexts[i + 1]);
        }
        return request;
    }

    HttpRequest.Builder post(String name, String body) {
        return HttpRequest.newBuilder(playground.uri().resolve("api/" + name))
                .header("Content-Type", "application/json")
                .header("Origin", origin())
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    String origin() {
        return "http://127.0.0.1:" + playground.uri().getPort();
    }

    JsonNode ask(String name, JsonNode request) throws Exception {
        HttpResponse<String> response =
                client.send(post(name, request.toString()).build(), HttpResponse.BodyHandlers.ofString());
        return ApiJson.MAPPER.readTree(response.body());
    }

    byte[] download(String name, JsonNode request) throws Exception {
        return client.send(post(name, request.toString()).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
    }
}
