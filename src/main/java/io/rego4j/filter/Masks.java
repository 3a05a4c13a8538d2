package io.rego4j.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What columns show in place of their values. Names are compared without regard to case, as databases do.
 *
 * @param replacements the values to show, by column
 */
public record Masks(Map<Column, JsonNode> replacements) {
    /** Every value is shown. */
    public static final Masks NONE = new Masks(Map.of());

    public Masks {
        replacements = Map.copyOf(replacements);
    }

    /** What a column shows in place of its value; empty if it shows the value. */
    public Optional<JsonNode> replacement(String table, String column) {
        return replacements.entrySet().stream()
                .filter(entry -> entry.getKey().table().equalsIgnoreCase(table)
                        && entry.getKey().name().equalsIgnoreCase(column))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * A row as it is to be shown: a copy, in which strings, numbers, booleans and null take the place of what is masked, and
     * for arrays and objects their JSON.
     *
     * @param table the table of the row
     * @param row the values by column
     */
    public Map<String, @Nullable Object> apply(String table, Map<String, ? extends @Nullable Object> row) {
        Map<String, @Nullable Object> shown = new LinkedHashMap<>();
        row.forEach((column, value) -> {
            Optional<JsonNode> replacement = replacement(table, column);
            shown.put(column, replacement.isPresent() ? value(replacement.get()) : value);
        });
        return shown;
    }

    private static @Nullable Object value(JsonNode node) {
        if (node.isTextual()) {
            return node.textValue();
        } else if (node.isBoolean()) {
            return node.booleanValue();
        } else if (node.isNumber()) {
            return node.numberValue();
        }
        return node.isNull() ? null : node;
    }

    /**
     * A row that is a bean or a record, as it is to be shown: a copy, by way of JSON.
     *
     * @param table the table of the row
     * @param mapper writes and reads the row; its properties have the names of the columns
     * @throws IllegalArgumentException if the row has no property for a masked column, so that it might show the value
     *     under another name, if the property does not take the value that is to be shown, or if the row is nested so deep
     *     that the mapper overflows the stack
     */
    public <T> T apply(String table, T row, Class<T> type, ObjectMapper mapper) {
        try {
            return copy(table, row, type, mapper);
        } catch (StackOverflowError e) {
            throw new IllegalArgumentException(
                    type.getName() + " is nested too deep to be masked: is there a cycle?", e);
        }
    }

    private <T> T copy(String table, T row, Class<T> type, ObjectMapper mapper) {
        ObjectNode json = mapper.valueToTree(row);
        replacements.forEach((column, replacement) -> {
            if (column.table().equalsIgnoreCase(table)) {
                json.set(property(json, column, type), replacement);
            }
        });
        return mapper.convertValue(json, type);
    }

    private static String property(ObjectNode json, Column column, Class<?> type) {
        List<String> names = json.properties().stream()
                .map(Map.Entry::getKey)
                .filter(name -> name.equalsIgnoreCase(column.name()))
                .toList();
        if (names.size() != 1) {
            throw new IllegalArgumentException(
                    column + " is masked, and " + type.getName() + " has no property of that name");
        }
        return names.get(0);
    }
}
