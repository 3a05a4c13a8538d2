package io.rego4j.playground;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;

/** Converts the output of {@code opa} to what the page shows. */
final class OpaAnswers {
    private OpaAnswers() {}

    /** The JSON on standard output. Output that is no JSON becomes an error with OPA's text. */
    static JsonNode read(OpaBinary.Output output, OpaFolder folder) throws IOException {
        String text = output.out().isBlank() && output.err().startsWith("{") ? output.err() : output.out();
        try {
            JsonNode answer = ApiJson.MAPPER.readTree(text);
            if (answer.isObject() || answer.isArray()) {
                return answer;
            }
        } catch (JsonProcessingException e) {
            // Not JSON: handled below.
        }
        String words = (output.out() + output.err()).strip().replace(folder.path() + "/", "");
        ObjectNode answer = ApiJson.object();
        answer.putArray("errors")
                .addObject()
                .put("code", "opa_error")
                .put("message", words.isEmpty() ? "opa ended with exit code " + output.exitCode() : words);
        return answer;
    }

    /** The errors of an answer, with the names of modules. */
    static ArrayNode errors(JsonNode answer, OpaFolder folder, NetworkPermission network) {
        ArrayNode errors = ApiJson.array();
        for (JsonNode error : answer.path("errors")) {
            JsonNode location = error.path("location");
            String message = network.explained(error.path("message").asText());
            errors.addObject()
                    .put("code", error.path("code").asText())
                    .put("message", message)
                    .put("module", folder.moduleOf(location.path("file").asText()))
                    .put("row", location.path("row").asInt())
                    .put("col", location.path("col").asInt());
        }
        return errors;
    }

    /** The covered, the missed and the partly covered rows of each module. */
    static ObjectNode coverage(JsonNode coverage, OpaFolder folder) {
        ObjectNode modules = ApiJson.object();
        coverage.path("files").properties().forEach(file -> {
            Set<Integer> covered = rows(file.getValue().path("covered"));
            Set<Integer> missed = rows(file.getValue().path("not_covered"));
            ObjectNode module = modules.putObject(folder.moduleOf(file.getKey()));
            Set<Integer> partly = new TreeSet<>(covered);
            partly.retainAll(missed);
            covered.removeAll(partly);
            missed.removeAll(partly);
            covered.forEach(module.putArray("covered")::add);
            missed.forEach(module.putArray("missed")::add);
            partly.forEach(module.putArray("partly")::add);
        });
        return modules;
    }

    private static Set<Integer> rows(JsonNode ranges) {
        Set<Integer> rows = new TreeSet<>();
        for (JsonNode range : ranges) {
            int end = range.path("end").path("row").asInt();
            for (int row = range.path("start").path("row").asInt(); row <= end; row++) {
                rows.add(row);
            }
        }
        return rows;
    }
}
