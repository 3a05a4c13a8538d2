package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.OpaNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers requests: {@code GET} for the files of the page, {@code POST api/NAME} with JSON for everything else. */
final class RequestHandler implements HttpHandler {
    /** The largest request; large documents are sent apart and have a limit of their own. */
    private static final int MAX_BYTES = 24 << 20;

    private static final String JSON = "application/json";

    /** Answers the requests {@code POST api/NAME} of one name with JSON. */
    @FunctionalInterface
    interface Endpoint {
        JsonNode answer(JsonNode request) throws IOException;
    }

    private final RequestGuard guard;
    private final Map<String, Endpoint> endpoints;
    private final Map<String, DownloadEndpoint> downloads;
    private final KeptDocuments documents;

    /** Answers with a file that the browser saves. */
    @FunctionalInterface
    interface DownloadEndpoint {
        byte[] answer(JsonNode request) throws IOException;
    }

    RequestHandler(
            RequestGuard guard,
            Map<String, Endpoint> endpoints,
            Map<String, DownloadEndpoint> downloads,
            KeptDocuments documents) {
        this.guard = guard;
        this.endpoints = endpoints;
        this.downloads = downloads;
        this.documents = documents;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            PageFiles.addCommonHeaders(exchange.getResponseHeaders());
            try {
                answer(exchange, guard.admit(exchange));
            } catch (RequestException e) {
                refuse(exchange, e.status(), e.getMessage());
            } catch (OpaNotFoundException | OpaException e) {
                refuse(exchange, 503, e.getMessage());
            } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
                refuse(exchange, 500, "the playground failed: " + e);
            }
        }
    }

    private void answer(HttpExchange exchange, String path) throws IOException {
        String method = exchange.getRequestMethod();
        if (method.equals("GET")) {
            PageFiles.send(exchange, path);
            return;
        }
        if (!method.equals("POST") || !path.startsWith("api/")) {
            throw new RequestException(405, "there is no " + method + " here");
        }
        String name = path.substring("api/".length());
        if (name.equals("document")) {
            send(exchange, 200, ApiJson.object().put("id", documents.keep(exchange.getRequestBody())));
            return;
        }
        String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
        if (!type.equals(JSON)) {
            throw new RequestException(415, "a request is " + JSON);
        }
        Endpoint endpoint = endpoints.get(name);
        DownloadEndpoint download = downloads.get(name);
        if (endpoint == null && download == null) {
            throw new RequestException(404, "there is no " + name + " here");
        }
        JsonNode request = ApiJson.request(new LimitedStream(exchange.getRequestBody(), MAX_BYTES).readAllBytes());
        if (endpoint != null) {
            send(exchange, 200, endpoint.answer(request));
        } else if (download != null) {
            send(exchange, 200, "application/octet-stream", download.answer(request));
        }
    }

    private static void refuse(HttpExchange exchange, int status, @Nullable String message) throws IOException {
        if (exchange.getResponseCode() < 0) {
            send(exchange, status, ApiJson.object().put("error", message));
        }
    }

    private static void send(HttpExchange exchange, int status, JsonNode answer) throws IOException {
        send(exchange, status, JSON, answer.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", type);
        headers.set("Cache-Control", "no-store");
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }
}
