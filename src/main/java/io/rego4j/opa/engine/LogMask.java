package io.rego4j.opa.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What {@code data.system.log.mask} takes out of an entry of a decision log, or puts in place of it: OPA's {@code
 * v1/plugins/logs/mask.go}. A rule is a path below {@code /input} or {@code /result}, or an object of {@code op}, {@code
 * path} and {@code value}.
 */
final class LogMask {
    private LogMask() {}

    /**
     * Masks an entry.
     *
     * @throws IOException if something in the list is no rule: then nothing may be logged
     */
    static void apply(JsonNode rules, ObjectNode entry) throws IOException {
        for (JsonNode rule : rules) {
            String path =
                    rule.isTextual() ? rule.textValue() : rule.path("path").asText("");
            boolean upsert = rule.path("op").asText("remove").equals("upsert");
            List<String> steps = Arrays.stream(path.split("/", -1))
                    .skip(1)
                    .map(step -> URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList();
            if (steps.isEmpty()
                    || !List.of("input", "result", "nd_builtin_cache").contains(steps.get(0))) {
                throw new IOException("data.system.log.mask: " + rule + " is no path below /input or /result");
            }
            if (change(entry, steps, upsert ? rule.path("value") : null)) {
                entry.withArray(upsert ? "masked" : "erased").add(path);
            }
        }
    }

    /** Puts a value at a path, or without one takes away what is there; false if the path leads nowhere. */
    private static boolean change(ObjectNode entry, List<String> steps, @Nullable JsonNode value) {
        JsonNode parent = entry;
        for (int i = 0; i < steps.size() - 1; i++) {
            JsonNode child = child(parent, steps.get(i));
            // What is to be put somewhere makes the objects on its way, but no input and no result.
            if (child.isMissingNode() && value != null && i > 0 && parent instanceof ObjectNode object) {
                child = object.putObject(steps.get(i));
            }
            parent = child;
        }
        String key = steps.get(steps.size() - 1);
        boolean there = !child(parent, key).isMissingNode();
        if (parent instanceof ObjectNode object && (there || value != null && steps.size() > 1)) {
            if (value == null) {
                object.remove(key);
            } else {
                object.set(key, value);
            }
            return true;
        } else if (parent instanceof ArrayNode array && there) {
            if (value == null) {
                array.remove(Integer.parseInt(key));
            } else {
                array.set(Integer.parseInt(key), value);
            }
            return true;
        }
        return false;
    }

    private static JsonNode child(JsonNode parent, String step) {
        boolean isIndex = step.matches("\\d{1,9}");
        return parent.isArray() && isIndex ? parent.path(Integer.parseInt(step)) : parent.path(step);
    }
}
