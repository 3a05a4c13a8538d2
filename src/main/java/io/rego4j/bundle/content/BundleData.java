package io.rego4j.bundle.content;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.Roots;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The document {@code data} of a bundle, merged from its data files as OPA does: objects are merged
 * recursively, two values at one path are an error. */
public final class BundleData {
    private Map<String, @Nullable Object> root = JsonDocuments.newObject();

    /** Puts a value at a path; {@code from} names where it came from. */
    public void insert(String from, List<String> path, @Nullable Object value) {
        Object tree = value;
        for (int i = path.size() - 1; i >= 0; i--) {
            Map<String, @Nullable Object> parent = JsonDocuments.newObject();
            parent.put(path.get(i), tree);
            tree = parent;
        }
        if (!(tree instanceof Map)) {
            throw new BundleException(from + ": data at the root must be an object");
        }
        root = merged(from, "", root, JsonDocuments.object(from, tree));
    }

    public Map<String, @Nullable Object> toMap() {
        return Collections.unmodifiableMap(root);
    }

    private static Map<String, @Nullable Object> merged(
            String from, String at, Map<String, @Nullable Object> left, Map<String, @Nullable Object> right) {
        Map<String, @Nullable Object> result = JsonDocuments.newObject();
        result.putAll(left);
        right.forEach((key, value) -> {
            String here = at + "/" + key;
            if (!left.containsKey(key)) {
                result.put(key, value);
            } else if (left.get(key) instanceof Map && value instanceof Map) {
                result.put(
                        key,
                        merged(
                                from,
                                here,
                                JsonDocuments.object(from, left.get(key)),
                                JsonDocuments.object(from, value)));
            } else {
                throw new BundleException(from + ": there is data at " + here + " already: only objects are merged");
            }
        });
        return result;
    }

    /** The path under {@code data} that a data file fills: its folder. Dots in front are dropped, as OPA does. */
    public static List<String> pathOf(BundleFile file) {
        int slash = file.path().lastIndexOf('/');
        String folder = slash < 0 ? "" : file.path().substring(0, slash).replaceAll("^[/.]+", "");
        return folder.isEmpty() ? List.of() : Roots.parts(folder);
    }
}
