package io.rego4j.codegen;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The types of capabilities, in the notation that {@code ParameterTypes} reads, and in words for Javadoc. */
final class TypeNotation {
    private TypeNotation() {}

    static String of(JsonNode type) {
        return switch (type.required("type").asText()) {
            case "any" -> type.has("of") ? join(type.get("of"), "|") : "any";
            case "array" -> {
                List<String> items = new ArrayList<>();
                type.path("static").forEach(item -> items.add(of(item)));
                if (type.has("dynamic")) {
                    items.add(of(type.get("dynamic")) + "*");
                }
                yield "array[" + String.join(",", items) + "]";
            }
            case "set" -> "set[" + of(type.required("of")) + "]";
            case "object" -> object(type);
            default -> type.get("type").asText();
        };
    }

    /** The type in words, for Javadoc. */
    static String description(JsonNode type) {
        return switch (type.required("type").asText()) {
            case "any" ->
                type.has("of")
                        ? StreamSupport.stream(type.get("of").spliterator(), false)
                                .map(TypeNotation::description)
                                .collect(Collectors.joining(", or "))
                        : "any value";
            case "array" -> {
                String items = type.has("dynamic")
                        ? type.get("dynamic").get("type").asText().equals("any")
                                        && !type.get("dynamic").has("of")
                                ? ""
                                : " of (" + description(type.get("dynamic")) + ")"
                        : " of "
                                + StreamSupport.stream(type.path("static").spliterator(), false)
                                        .map(TypeNotation::description)
                                        .collect(Collectors.joining(" and "));
                yield "an array" + items;
            }
            case "set" -> {
                JsonNode of = type.required("of");
                yield of.get("type").asText().equals("any") && !of.has("of")
                        ? "a set"
                        : "a set of (" + description(of) + ")";
            }
            case "object" -> "an object";
            case "null" -> "null";
            default -> "a " + type.get("type").asText();
        };
    }

    private static String object(JsonNode type) {
        // Only the types of all keys and values are checked, not those of single keys.
        JsonNode dynamic = type.path("dynamic");
        if (type.has("static") || dynamic.isMissingNode()) {
            return "object[any,any*]";
        }
        return "object[" + of(dynamic.get("key")) + "," + of(dynamic.get("value")) + "*]";
    }

    private static String join(JsonNode types, String separator) {
        return StreamSupport.stream(types.spliterator(), false)
                .map(TypeNotation::of)
                .collect(Collectors.joining(separator));
    }
}
