package io.rego4j.json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value with the way to it, so that an error can name its place. */
final class JsonIn {
    private final @Nullable Object value;
    private final @Nullable JsonIn parent;
    private final Object step;

    private JsonIn(@Nullable Object value, @Nullable JsonIn parent, Object step) {
        this.value = value;
        this.parent = parent;
        this.step = step;
    }

    static JsonIn root(@Nullable Object value) {
        return new JsonIn(value, null, "");
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
    JsonIn field(String name) {
        JsonIn found = optional(name);
        if (found == null) {
            throw fault("there is no \"" + name + "\"");
        }
        return found;
    }

    /** The field's value; null if there is none, or it is null. */
    @Nullable
    JsonIn optional(String name) {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault("expected an object, found " + found());
        }
        Object item = map.get(name);
        return item == null ? null : new JsonIn(item, this, name);
    }

    /** The entries of an object. */
    List<JsonIn> entries() {
        if (!(value instanceof Map<?, ?> map)) {
            throw fault("expected an object, found " + found());
        }
        List<JsonIn> entries = new ArrayList<>(map.size());
        map.forEach((name, item) -> entries.add(new JsonIn(item, this, String.valueOf(name))));
        return entries;
    }

    /** The name under which this value stands in its object. */
    String name() {
        return step.toString();
    }

    /** The items of a list. */
    List<JsonIn> items() {
        if (!(value instanceof List<?> list)) {
            throw fault("expected a list, found " + found());
        }
        List<JsonIn> items = new ArrayList<>(list.size());
        for (int i = 0; i < list.size(); i++) {
            items.add(new JsonIn(list.get(i), this, i));
        }
        return items;
    }

    /** The items of a field; none if there is no such field. */
    List<JsonIn> items(String name) {
        JsonIn found = optional(name);
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
        JsonIn found = optional(name);
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
        JsonIn found = optional(name);
        return found != null && found.bool();
    }

    String number() {
        if (value instanceof JsonText.Number number) {
            return number.text();
        }
        throw fault("expected a number, found " + found());
    }

    /** A count of a field, from 0; 0 if there is none. */
    int count(String name) {
        JsonIn found = optional(name);
        if (found == null) {
            return 0;
        }
        String text = found.number();
        if (!text.matches("[0-9]{1,9}")) {
            throw found.fault("expected a whole number below a billion, found " + text);
        }
        return Integer.parseInt(text);
    }

    /** What to throw about this value. */
    AstJsonException fault(String problem) {
        StringBuilder pointer = new StringBuilder();
        List<String> steps = new ArrayList<>();
        for (JsonIn at = this; at != null && at.parent != null; at = at.parent) {
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
        } else if (value instanceof JsonText.Number number) {
            return "the number " + number.text();
        }
        return String.valueOf(value);
    }
}
