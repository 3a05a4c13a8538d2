package io.rego4j.opa.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.OpaDocuments;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.engine.Deadline;
import io.rego4j.opa.engine.OpaJson;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** OPA's policy and data routes. */
public class RestDocuments implements OpaDocuments {
    /** Sends a request; any status but 2xx and 404 is an {@link OpaException}. */
    public interface Transport {
        OpaHttp.Answer exchange(OpaHttp.Request request, Deadline deadline);
    }

    // What OPA reads as a number in an address. At most 18 digits, so that it fits into a long.
    private static final Pattern NUMBER = Pattern.compile("0|-?[1-9]\\d{0,17}");

    private final Transport transport;
    private final Duration timeout;

    public RestDocuments(Transport transport, Duration timeout) {
        this.transport = transport;
        this.timeout = timeout;
    }

    private OpaHttp.Answer send(String method, String address, byte @Nullable [] body) {
        return transport.exchange(
                OpaHttp.Request.of(method, address, body == null ? null : () -> BodyPublishers.ofByteArray(body)),
                Deadline.in(timeout));
    }

    private static JsonNode json(OpaHttp.Answer answer) {
        try {
            return answer.json("the answer");
        } catch (IOException e) {
            throw new OpaException(
                    OpaError.of(OpaError.BAD_ANSWER, "not an answer of OPA: \"" + answer.excerpt() + "\""), e);
        }
    }

    private static String policyAddress(String id) {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a policy needs an id");
        }
        return "/v1/policies/" + DocumentPath.encode(id).replace("%2F", "/");
    }

    private static String dataAddress(String reference) {
        DocumentPath path = DocumentPath.of(reference);
        return "/v1/data" + (path.keys().isEmpty() ? "" : "/" + path.toAddress());
    }

    @Override
    public Map<String, String> policies() {
        Map<String, String> texts = new TreeMap<>();
        for (JsonNode policy : json(send("GET", "/v1/policies", null)).path("result")) {
            texts.put(policy.path("id").asText(), policy.path("raw").asText());
        }
        return texts;
    }

    @Override
    public Optional<String> policy(String id) {
        OpaHttp.Answer answer = send("GET", policyAddress(id), null);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.of(json(answer).path("result").path("raw").asText());
    }

    @Override
    public void putPolicy(String id, String rego) {
        require(send("PUT", policyAddress(id), rego.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean deletePolicy(String id) {
        return send("DELETE", policyAddress(id), null).status() != 404;
    }

    /** In an address a number is an index and never a key, so a path that has one goes into a query, as both. */
    @Override
    public Optional<JsonNode> data(String reference) {
        DocumentPath path = DocumentPath.of(reference);
        if (path.keys().stream().anyMatch(key -> NUMBER.matcher(key).matches())) {
            byte[] body = OpaJson.bytes(JsonNodeFactory.instance.objectNode().put("query", query(path)));
            JsonNode solutions = json(send("POST", "/v1/query", body)).path("result");
            return Optional.ofNullable(solutions.path(0).get("value"));
        }
        OpaHttp.Answer answer = send("GET", dataAddress(reference), null);
        return answer.status() == 404
                ? Optional.empty()
                : Optional.ofNullable(json(answer).get("result"));
    }

    private static String query(DocumentPath path) {
        StringBuilder query = new StringBuilder();
        StringBuilder reference = new StringBuilder("data");
        for (String key : path.keys()) {
            String step = OpaJson.quote(key);
            if (NUMBER.matcher(key).matches()) {
                String variable = "key" + query.length();
                query.append('[')
                        .append(step)
                        .append(", ")
                        .append(key)
                        .append("][_] = ")
                        .append(variable)
                        .append("; ");
                step = variable;
            }
            reference.append('[').append(step).append(']');
        }
        return query + "value = " + reference;
    }

    @Override
    public void putData(String reference, @Nullable Object value) {
        require(send("PUT", dataAddress(reference), OpaJson.bytes(OpaJson.tree(value))));
    }

    @Override
    public void patchData(String reference, List<DataPatch> patches) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (DataPatch patch : patches) {
            ObjectNode object = array.addObject().put("op", patch.op()).put("path", patch.path());
            if (!patch.op().equals("remove")) {
                object.set("value", OpaJson.tree(patch.value()));
            }
        }
        require(send("PATCH", dataAddress(reference), OpaJson.bytes(array)));
    }

    @Override
    public boolean deleteData(String reference) {
        return send("DELETE", dataAddress(reference), null).status() != 404;
    }

    private static void require(OpaHttp.Answer answer) {
        if (answer.status() == 404) {
            JsonNode json = json(answer);
            throw new OpaException(OpaError.of(
                    json.path("code").asText("resource_not_found"),
                    json.path("message").asText("there is no such document")));
        }
    }
}
