package io.rego4j.bundle;

import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.Roots;
import java.util.Locale;
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
        /** Adds or replaces the value; missing parents in an object are created. */
        UPSERT,
        /** Replaces an existing value. */
        REPLACE,
        /** Removes a value. */
        REMOVE;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Converts the Java value to JSON and removes the slashes around the path. */
    public PatchOperation {
        Objects.requireNonNull(op, "op");
        path = Roots.withoutSlashesAround(path);
        value = JsonDocuments.of(value);
    }

    /** Adds or replaces a value. */
    public static PatchOperation upsert(String path, @Nullable Object value) {
        return new PatchOperation(Op.UPSERT, path, value);
    }

    /** Replaces an existing value. */
    public static PatchOperation replace(String path, @Nullable Object value) {
        return new PatchOperation(Op.REPLACE, path, value);
    }

    /** Removes a value. */
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
