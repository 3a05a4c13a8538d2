package io.rego4j.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/**
 * API Gateway's mapping templates, emulated: Apache Velocity with {@code $input}, {@code $context} and {@code $util} as
 * AWS documents them. {@code escapeJavaScript} also escapes the single quote, as AWS's does.
 */
public final class ApiGatewayTemplates {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final VelocityEngine engine = new VelocityEngine();

    ApiGatewayTemplates() {
        engine.setProperty("parser.allow_hyphen_in_identifiers", true);
        engine.init();
    }

    /** What came in from the caller. */
    record Request(String method, String proxy, Map<String, String> query, Map<String, String> headers, String body) {}

    /** What goes out to the caller. */
    record Response(int status, String contentType, String body) {}

    /** The event that the request template makes. */
    String event(String template, Request request) {
        return render(template, new Input(request, request.body()), new Context(request.method(), 200));
    }

    /** What the integration response makes of the function's answer, with the status that it starts from. */
    Response response(String template, int status, String answer) {
        Context context = new Context("POST", status);
        String body = render(template, new Input(null, answer), context);
        Object override = context.responseOverride.get("status");
        return new Response(
                override == null ? status : Integer.parseInt(override.toString()),
                context.headers.getOrDefault("Content-Type", "application/json").toString(),
                body);
    }

    private String render(String template, Input input, Context context) {
        VelocityContext velocity = new VelocityContext();
        velocity.put("input", input);
        velocity.put("context", context);
        velocity.put("util", new Util());
        StringWriter out = new StringWriter();
        engine.evaluate(velocity, out, "template", new StringReader(template));
        return out.toString();
    }

    /** {@code $input}. */
    public static final class Input {
        private final Request request;
        private final String body;

        Input(Request request, String body) {
            this.request = request;
            this.body = body;
        }

        public String getBody() {
            return body;
        }

        public Map<String, Map<String, String>> params() {
            return Map.of(
                    "path", Map.of("proxy", request.proxy()),
                    "querystring", request.query(),
                    "header", request.headers());
        }

        public String params(String name) {
            return name.equals("proxy") ? request.proxy() : request.query().get(name);
        }

        /** The only paths that the templates use: the whole, a key of it, and a quoted key of that; what is not there is "". */
        public Object path(String path) throws IOException {
            JsonNode node = JSON.readTree(body);
            for (String key : path.substring(1).split("[.\\[\\]']+")) {
                node = key.isEmpty() ? node : node.path(key);
            }
            return node.isMissingNode() ? "" : JSON.convertValue(node, Object.class);
        }
    }

    /** {@code $context}. */
    public static final class Context {
        private final String method;
        private final Map<String, Object> headers = new LinkedHashMap<>();
        private final Map<String, Object> responseOverride = new LinkedHashMap<>();

        Context(String method, int status) {
            this.method = method;
            responseOverride.put("status", status);
            responseOverride.put("header", headers);
        }

        public String getHttpMethod() {
            return method;
        }

        public Map<String, Object> getResponseOverride() {
            return responseOverride;
        }
    }

    /** {@code $util}. */
    public static final class Util {
        public String escapeJavaScript(String text) {
            StringBuilder out = new StringBuilder();
            for (char c : text.toCharArray()) {
                switch (c) {
                    case '\'' -> out.append("\\'");
                    case '"' -> out.append("\\\"");
                    case '\\' -> out.append("\\\\");
                    case '/' -> out.append("\\/");
                    case '\b' -> out.append("\\b");
                    case '\f' -> out.append("\\f");
                    case '\n' -> out.append("\\n");
                    case '\r' -> out.append("\\r");
                    case '\t' -> out.append("\\t");
                    default -> {
                        if (c < 0x20 || c > 0x7e) {
                            out.append(String.format("\\u%04X", (int) c));
                        } else {
                            out.append(c);
                        }
                    }
                }
            }
            return out.toString();
        }

        public String base64Encode(String text) {
            return Base64.getEncoder().encodeToString(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
    }
}
