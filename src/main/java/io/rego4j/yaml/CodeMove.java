package io.rego4j.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * The edits that move {@code rego} and {@code libs} of a ConstraintTemplate's target, which are Rego v0 there, into the
 * target's {@code code}, where {@code version: "v1"} can be set. Their lines are indented more; nothing else changes.
 *
 * @param edits the edits of the file; empty if they cannot be moved
 * @param refused why they cannot be moved; null if they can
 */
record CodeMove(List<ScalarText.Edit> edits, @Nullable String refused) {
    private static final String ENGINE = "engine: Rego";
    private static final String VERSION = "version: \"v1\"";

    /** The offsets of nodes in the file. */
    interface Offsets {
        int start(Node node);

        /** The end of a value; -1 if no policy was found in it. */
        int end(Node node);
    }

    private static CodeMove refused(String why) {
        return new CodeMove(List.of(), why);
    }

    /**
     * The move for one target.
     *
     * @param targets the list that the target is an element of, which shows how lists are indented; null for targets that are
     *     not in a list
     * @param key the column of the key of that list
     */
    static CodeMove of(String file, MappingNode target, @Nullable SequenceNode targets, int key, Offsets offsets) {
        List<NodeTuple> entries = target.getValue();
        int rego = index(entries, "rego");
        int libs = index(entries, "libs");
        if (targets == null) {
            return refused("targets by their names, as v1alpha1 has them, have no code");
        } else if (index(entries, "code") >= 0) {
            return refused("the target has code, too");
        } else if (rego < 0) {
            return refused("there is no rego beside libs");
        } else if (libs >= 0 && Math.abs(libs - rego) != 1) {
            return refused("rego and libs do not stand side by side");
        }
        NodeTuple first = entries.get(libs < 0 ? rego : Math.min(rego, libs));
        NodeTuple last = entries.get(Math.max(rego, libs));
        int start = offsets.start(first.getKeyNode());
        int end = offsets.end(last.getValueNode());
        if (end < start || offsets.end(first.getValueNode()) < start) {
            return refused("rego or libs are not written in place");
        }
        if (target.getFlowStyle() == FlowStyle.FLOW) {
            return new CodeMove(
                    List.of(
                            new ScalarText.Edit(start, start, "code: [{" + ENGINE + ", source: {" + VERSION + ", "),
                            new ScalarText.Edit(end, end, "}}]")),
                    null);
        }
        int column = start - (file.lastIndexOf('\n', start - 1) + 1);
        int dash = targets.getFlowStyle() == FlowStyle.FLOW ? 2 : Math.max(0, column(targets) - key);
        return new CodeMove(block(file, start, end, column, dash), null);
    }

    private static List<ScalarText.Edit> block(String file, int start, int end, int column, int dash) {
        String feed = (file.contains("\r\n") ? "\r\n" : "\n") + " ".repeat(column);
        String item = feed + " ".repeat(dash);
        List<ScalarText.Edit> edits = new ArrayList<>();
        edits.add(new ScalarText.Edit(
                start,
                start,
                "code:" + item + "- " + ENGINE + item + "  source:" + item + "    " + VERSION + item + "    "));
        String margin = " ".repeat(dash + 4);
        for (int at = file.indexOf('\n', start) + 1; at > 0 && at < end; at = file.indexOf('\n', at) + 1) {
            if (file.charAt(at) != '\n' && file.charAt(at) != '\r') {
                edits.add(new ScalarText.Edit(at, at, margin));
            }
        }
        return edits;
    }

    private static int column(Node node) {
        return node.getStartMark().map(mark -> mark.getColumn()).orElse(0);
    }

    private static int index(List<NodeTuple> entries, String key) {
        for (int i = 0; i < entries.size(); i++) {
            if (YamlDocuments.key(entries.get(i)).equals(key)) {
                return i;
            }
        }
        return -1;
    }

    /** The path in {@code code} of an entry that was an entry of the target. */
    static String path(String group, String path) {
        return group + ".code[0].source" + path.substring(group.length());
    }

    /** The scalars of a file by their paths, as they are after the moves of some targets. */
    static Map<String, String> moved(Map<String, String> scalars, Iterable<String> groups) {
        Map<String, String> after = new TreeMap<>(scalars);
        for (String group : groups) {
            scalars.forEach((path, text) -> {
                if (path.equals(group + ".rego") || path.startsWith(group + ".libs[")) {
                    after.remove(path);
                    after.put(path(group, path), text);
                }
            });
            after.put(group + ".code[0].engine", "Rego");
            after.put(group + ".code[0].source.version", "v1");
        }
        return after;
    }
}
