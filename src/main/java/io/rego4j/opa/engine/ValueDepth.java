package io.rego4j.opa.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** How deep the value of an answer is nested, for the recursions that read it. */
public final class ValueDepth {
    private ValueDepth() {}

    /** The levels of a value, 1 for one without children, found without recursion. */
    public static long of(JsonNode value) {
        long levels = 0;
        List<JsonNode> level = List.of(value);
        while (!level.isEmpty()) {
            levels++;
            List<JsonNode> below = new ArrayList<>();
            for (JsonNode node : level) {
                node.forEach(below::add);
            }
            level = below;
        }
        return levels;
    }
}
