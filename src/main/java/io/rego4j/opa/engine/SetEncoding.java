package io.rego4j.opa.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.opa.DocumentPath;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tells sets from arrays in a JSON answer, where both are arrays: OPA is asked for the value and for the paths of the sets in it.
 * In such a path the step into a set is the element itself.
 */
public final class SetEncoding {
    private static final String VALUE = "rego4j_value";
    private static final String SETS = "rego4j_sets";

    private SetEncoding() {}

    public static String query(DocumentPath document, boolean nullInput) {
        // A server takes a null input for none, unless it stands in the query.
        String with = nullInput ? " with input as null" : "";
        return VALUE + " = " + document.toReference() + with + "; " + SETS + " = [p | walk(" + VALUE
                + ", [p, v]); is_set(v)]";
    }

    /**
     * A binding as {@link #query} gives it.
     *
     * @param value the value, its sets as arrays
     * @param sets the paths of the sets
     */
    public static JsonNode binding(JsonNode value, ArrayNode sets) {
        ObjectNode binding = JsonNodeFactory.instance.objectNode();
        binding.set(VALUE, value);
        binding.set(SETS, sets);
        return binding;
    }

    /** The Java value of a binding that {@link #query} gave. */
    public static @Nullable Object read(JsonNode binding) {
        return DeepStack.<@Nullable Object>call(ValueDepth.of(binding), () -> {
            Place root = new Place();
            for (JsonNode path : binding.path(SETS)) {
                Place place = root;
                for (JsonNode step : path) {
                    place = place.below.computeIfAbsent(step, s -> new Place());
                }
                place.isSet = true;
            }
            return value(binding.path(VALUE), root);
        });
    }

    /** Where a set stands in the value, or what is on the way to one. */
    private static final class Place {
        private static final Place NONE = new Place();
        private final Map<JsonNode, Place> below = new HashMap<>();
        private boolean isSet;

        Place step(JsonNode step) {
            return below.isEmpty() ? NONE : below.getOrDefault(step, NONE);
        }
    }

    private static @Nullable Object value(JsonNode node, Place place) {
        if (node.isObject()) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            node.properties()
                    .forEach(entry -> object.put(
                            entry.getKey(), value(entry.getValue(), place.step(TextNode.valueOf(entry.getKey())))));
            return object;
        } else if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            for (int i = 0; i < node.size(); i++) {
                JsonNode item = node.get(i);
                items.add(value(item, place.step(place.isSet ? item : IntNode.valueOf(i))));
            }
            return place.isSet ? new LinkedHashSet<>(items) : items;
        } else if (node.isTextual()) {
            return node.textValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        }
        return node.isNumber() ? node.numberValue() : null;
    }
}
