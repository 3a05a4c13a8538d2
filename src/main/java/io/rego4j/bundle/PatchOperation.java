package io.rego4j.bundle;

import io.rego4j.bundle.json.JsonDocuments;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of a delta bundle.
 *
 * @param op what is done
 * @param path where: the path under {@code data}, with {@code /} between the parts
 * @param value the new value as JSON; null with {@link Op#REMOVE}
 */
public record PatchOperation(Op op, String path, @Nullable Object value) {
    /** What a step does. */
    public enum Op {
        /** Adds the value, or takes its place; parents must be there. */
        UPSERT,
        /** Takes the place of a value that is there. */
        REPLACE,
        /** Takes a value away. */
        REMOVE;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** Turns any Java value into JSON; the path loses the slashes around it. */
    public PatchOperation {
        Objects.requireNonNull(op, "op");
        path = path.replaceAll("^/+|(?<!/)/++$", "");
        value = JsonDocuments.of(value);
    }

    /** Adds a value, or takes the place of one. */
    public static PatchOperation upsert(String path, @Nullable Object value) {
        return new PatchOperation(Op.UPSERT, path, value);
    }

    /** Takes the place of a value that is there. */
    public static PatchOperation replace(String path, @Nullable Object value) {
        return new PatchOperation(Op.REPLACE, path, value);
    }

    /** Takes a value away. */
    public static PatchOperation remove(String path) {
        return new PatchOperation(Op.REMOVE, path, null);
    }

    Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = JsonDocuments.newObject();
        json.put("op", op.word());
        json.put("path", "/" + path);
        json.put("value", value);
        return json;
    }

    static PatchOperation of(String file, @Nullable Object value) {
        Map<String, @Nullable Object> json = JsonDocuments.object(file, value);
        for (Op op : Op.values()) {
            if (op.word().equals(json.get("op")) && json.get("path") instanceof String path) {
                return new PatchOperation(op, path, json.get("value"));
            }
        }
        throw new BundleException(file + ": " + json + " is no step of a patch: use upsert, replace or remove");
    }
}
