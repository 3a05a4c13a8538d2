package io.rego4j.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON value with its path from the root, so that an error can have its JSON pointer. */
final class JsonElement {
    private final @Nullable Object value;
    private final @Nullable JsonElement parent;
    private final Object step;

    private JsonElement(@Nullable Object value, @Nullable JsonElement parent, Object step) {
        this.value = value;
        this.parent = parent;
        this.step = step;
    }

    static JsonElement root(@Nullable Object value) {
        return new JsonElement(value, null, "");
    }

    @Nullable
    Object value() {
        return value;
    }

    boolean isObject() {
        return value instanceof Map;
    }

    boolean isList() {
        return value instanceof List;
    }

    boolean isText() {
        return value instanceof String;
    }

    boolean isNull() {
        return value == null;
    }

    boolean has(String name) {
        return value instanceof Map<?, ?> map && map.get(name) != null;
    }

    /** The field's value. */
    JsonElement field(String name) {
        JsonElement found = optional(name);
        if (found == null) {
            throw fault("there is no \"" + name + "\"");
        }
        return found;
    }

    /** The field's value; null if there is none, or it is null. */
    @Nullable
    JsonElement optional(String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault("expected an object, found " + found());
        }
        Object item = map.get(name);
        return item == null ? null : new JsonElement(item, this, name);
    }

    /** The entries of an object. */
    List<JsonElement> entries() {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault("expected an object, found " + found());
        }
        List<JsonElement> entries = new ArrayList<>(map.size());
        map.forEach((name, item) -> entries.add(new JsonElement(item, this, String.valueOf(name))));
        return entries;
    }

    /** The name under which this value stands in its object. */
    String name() {
        return step.toString();
    }

    /** The items of a list. */
    List<JsonElement> items() {
        if (!(value instanceof List<?> list)) {
            throw fault("expected a list, found " + found());
        }
        List<JsonElement> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(new JsonElement(list.get(i), this, i));
        }
        return items;
    }

    /** The items of a field; none if there is no such field. */
    List<JsonElement> items(String name) {
        JsonElement found = optional(name);
        return found == null ? List.of() : found.items();
    }

    String text() {
        if (value instanceof String text) {
            return text;
        }
        throw fault("expected a string, found " + found());
    }

    /** The text of a field; empty if there is none. */
    String text(String name) {
        JsonElement found = optional(name);
        return found == null ? "" : found.text();
    }

    /** The text that a string in base64 stands for. */
    String decoded() {
        try {
            return new String(Base64.getDecoder().decode(text()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw fault("expected base64: " + e.getMessage());
        }
    }

    boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        throw fault("expected true or false, found " + found());
    }

    /** The truth of a field; false if there is none. */
    boolean bool(String name) {
        JsonElement found = optional(name);
        return found != null && found.bool();
    }

    String number() {
        if (value instanceof JsonTreeReader.Number number) {
            return number.text();
        }
        throw fault("expected a number, found " + found());
    }

    /** A count of a field, from 0; 0 if there is none. */
    int count(String name) {
        JsonElement found = optional(name);
        if (found == null) {
            return 0;
        }
        String text = found.number();
        if (!text.matches("[0-9]{1,9}")) {
            throw found.fault("expected a whole number below a billion, found " + text);
        }
        return Integer.parseInt(text);
    }

    /** An exception about this value, with its JSON pointer. */
    AstJsonException fault(String problem) {
        StringBuilder pointer = new StringBuilder();
        List<String> steps = new ArrayList<>();
        for (JsonElement at = this; at != null && at.parent != null; at = at.parent) {
            steps.add(at.step.toString().replace("~", "~0").replace("/", "~1"));
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            pointer.append('/').append(steps.get(i));
        }
        return new AstJsonException(pointer.toString(), problem);
    }

    private String found() {
        if (value instanceof Map) {
            return "an object";
        } else if (value instanceof List) {
            return "a list";
        } else if (value instanceof String text) {
            return "the string \"" + (text.length() > 40 ? text.substring(0, 40) + "…" : text) + "\"";
        } else if (value instanceof JsonTreeReader.Number number) {
            return "the number " + number.text();
        }
        return String.valueOf(value);
    }
}
