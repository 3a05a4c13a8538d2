package io.rego4j.opa.functions.net;

import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Json;
import io.rego4j.opa.functions.text.Yaml;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.NullValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a server answered. */
record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(200, "OK"),
            Map.entry(201, "Created"),
            Map.entry(202, "Accepted"),
            Map.entry(203, "Non-Authoritative Information"),
            Map.entry(204, "No Content"),
            Map.entry(205, "Reset Content"),
            Map.entry(206, "Partial Content"),
            Map.entry(300, "Multiple Choices"),
            Map.entry(301, "Moved Permanently"),
            Map.entry(302, "Found"),
            Map.entry(303, "See Other"),
            Map.entry(304, "Not Modified"),
            Map.entry(307, "Temporary Redirect"),
            Map.entry(308, "Permanent Redirect"),
            Map.entry(400, "Bad Request"),
            Map.entry(401, "Unauthorized"),
            Map.entry(402, "Payment Required"),
            Map.entry(403, "Forbidden"),
            Map.entry(404, "Not Found"),
            Map.entry(405, "Method Not Allowed"),
            Map.entry(406, "Not Acceptable"),
            Map.entry(408, "Request Timeout"),
            Map.entry(409, "Conflict"),
            Map.entry(410, "Gone"),
            Map.entry(411, "Length Required"),
            Map.entry(412, "Precondition Failed"),
            Map.entry(413, "Request Entity Too Large"),
            Map.entry(414, "Request URI Too Long"),
            Map.entry(415, "Unsupported Media Type"),
            Map.entry(418, "I'm a teapot"),
            Map.entry(422, "Unprocessable Entity"),
            Map.entry(429, "Too Many Requests"),
            Map.entry(500, "Internal Server Error"),
            Map.entry(501, "Not Implemented"),
            Map.entry(502, "Bad Gateway"),
            Map.entry(503, "Service Unavailable"),
            Map.entry(504, "Gateway Timeout"));

    private String contentType() {
        return headers.getOrDefault("content-type", List.of("")).get(0);
    }

    private boolean isJson() {
        String type = contentType().split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.startsWith("application/") && type.endsWith("+json");
    }

    private boolean isYaml() {
        return contentType().contains("application/yaml") || contentType().contains("application/x-yaml");
    }

    /** The answer as OPA gives it. The phrase of the status is the usual one: Java does not tell the server's. */
    Value value(BuiltinContext context, boolean json, boolean yaml) {
        ObjectValue.Builder names = new ObjectValue.Builder();
        headers.forEach((name, values) -> names.put(
                name, ArrayValue.of(values.stream().map(StringValue::of).toList())));
        StringValue text = StringValue.ofBytes(body);
        return new ObjectValue.Builder()
                .put("status", StringValue.of((status + " " + PHRASES.getOrDefault(status, "")).trim()))
                .put("status_code", NumberValue.of(status))
                .put("body", decoded(context, text, json || isJson(), yaml || isYaml()))
                .put("raw_body", text)
                .put("headers", names.build())
                .build();
    }

    private static Value decoded(BuiltinContext context, StringValue text, boolean json, boolean yaml) {
        try {
            if (json) {
                return Json.unmarshal(text);
            }
            return yaml ? Yaml.unmarshal(context, text.text()) : NullValue.NULL;
        } catch (BuiltinException e) {
            // What cannot be read is no body to OPA, and no error.
            return NullValue.NULL;
        }
    }
}
