package io.rego4j.opa.engine;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.OpaDocuments.DataPatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Changes base documents as OPA's store does, so that a server that has to be started again gets the changes that its
 * predecessor had. Nothing is changed in place.
 */
public final class BaseDocuments {
    private BaseDocuments() {}

    /** With a value at a path; missing objects on the way are made. */
    public static ObjectNode put(ObjectNode root, DocumentPath path, JsonNode value) {
        List<String> keys = path.keys();
        if (keys.isEmpty()) {
            if (!(value instanceof ObjectNode object)) {
                throw new IllegalArgumentException("all of data must be an object, not " + value.getNodeType());
            }
            return object;
        }
        ObjectNode copy = shallow(root);
        ObjectNode parent = copy;
        for (int i = 0; i < keys.size() - 1; i++) {
            String key = keys.get(i);
            JsonNode child = parent.get(key);
            if (child instanceof ArrayNode) {
                // From here on the store knows patches only: a value at an index is put in front of the one there.
                return patch(root, path, List.of(DataPatch.add("", value)));
            } else if (child != null && !child.isObject()) {
                throw new IllegalArgumentException(path + ": " + key + " is no object");
            }
            ObjectNode next = child == null ? parent.objectNode() : shallow((ObjectNode) child);
            parent.set(key, next);
            parent = next;
        }
        parent.set(keys.get(keys.size() - 1), value);
        return copy;
    }

    /**
     * With a value at a path, which is merged with what is there, as OPA does with the files of a folder: objects key by key.
     *
     * @throws IllegalArgumentException if both have a value that is no object at one place; the message names it
     */
    public static ObjectNode merge(ObjectNode root, DocumentPath path, JsonNode value) {
        return merged(root, put(root.objectNode(), path, value), List.of());
    }

    private static ObjectNode merged(ObjectNode first, ObjectNode second, List<String> keys) {
        ObjectNode all = shallow(first);
        for (Map.Entry<String, JsonNode> member : second.properties()) {
            List<String> below = new ArrayList<>(keys);
            below.add(member.getKey());
            JsonNode before = first.get(member.getKey());
            if (before == null) {
                all.set(member.getKey(), member.getValue());
            } else if (before instanceof ObjectNode one && member.getValue() instanceof ObjectNode other) {
                all.set(member.getKey(), merged(one, other, below));
            } else {
                throw new IllegalArgumentException("conflicting values at " + new DocumentPath(below));
            }
        }
        return all;
    }

    /** Without what is at a path. */
    public static ObjectNode remove(ObjectNode root, DocumentPath path) {
        List<String> keys = path.keys();
        if (keys.isEmpty()) {
            return root.objectNode();
        }
        return patch(root, path, List.of(DataPatch.remove("")));
    }

    /** With patches that OPA has accepted. */
    public static ObjectNode patch(ObjectNode root, DocumentPath path, List<DataPatch> patches) {
        ObjectNode copy = root.deepCopy();
        String base = "";
        for (String key : path.keys()) {
            base += "/" + key.replace("~", "~0").replace("/", "~1");
        }
        for (DataPatch patch : patches) {
            JsonPointer pointer = JsonPointer.compile(base + (patch.path().equals("/") ? "" : patch.path()));
            if (pointer.matches()) {
                copy = patch.op().equals("remove") ? copy.objectNode() : (ObjectNode) OpaJson.tree(patch.value());
                continue;
            }
            JsonNode parent = copy.at(pointer.head());
            String key = pointer.last().getMatchingProperty();
            if (parent instanceof ObjectNode object) {
                if (patch.op().equals("remove")) {
                    object.remove(key);
                } else {
                    object.set(key, OpaJson.tree(patch.value()));
                }
            } else if (parent instanceof ArrayNode array) {
                patchArray(array, key, patch);
            }
        }
        return copy;
    }

    private static void patchArray(ArrayNode array, String key, DataPatch patch) {
        int index = key.equals("-") ? array.size() : Integer.parseInt(key);
        switch (patch.op()) {
            case "add" -> array.insert(index, OpaJson.tree(patch.value()));
            case "remove" -> array.remove(index);
            default -> array.set(index, OpaJson.tree(patch.value()));
        }
    }

    private static ObjectNode shallow(ObjectNode node) {
        ObjectNode copy = node.objectNode();
        copy.setAll(node);
        return copy;
    }
}
