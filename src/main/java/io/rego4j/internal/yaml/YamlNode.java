package io.rego4j.internal.yaml;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A node of a YAML document before it is given a type: {@code yaml.Node} of the library that OPA reads METADATA with. */
public final class YamlNode {
    /** The kinds of nodes. */
    public enum Kind {
        SCALAR,
        SEQUENCE,
        MAPPING,
        ALIAS
    }

    public final Kind kind;
    /** The short tag, for instance {@code !!str}; for a plain scalar without one, the tag that its text resolves to. */
    public final String tag;
    /** The text of a scalar, the name that an alias refers to; empty for the rest. */
    public final String value;
    /** The line in the document, from 1. */
    public final int line;
    /** The items of a sequence; the keys of a mapping, each followed by its value. */
    public final List<YamlNode> content = new ArrayList<>();
    /** The node that an alias refers to; null for other kinds. */
    public final @Nullable YamlNode target;

    public YamlNode(Kind kind, String tag, String value, int line, @Nullable YamlNode target) {
        this.kind = kind;
        this.tag = tag;
        this.value = value;
        this.line = line;
        this.target = target;
    }

    /** True for the key {@code <<}, whose value is merged into the mapping. */
    boolean isMerge() {
        return kind == Kind.SCALAR && value.equals("<<") && tag.equals(YamlScalar.MERGE);
    }

    /** True if two nodes have the same tags, texts and content. */
    static boolean isSame(@Nullable YamlNode one, @Nullable YamlNode other) {
        if (one == null || other == null) {
            return one == other;
        }
        boolean isSame = one.kind == other.kind
                && one.tag.equals(other.tag)
                && one.value.equals(other.value)
                && one.content.size() == other.content.size();
        for (int i = 0; isSame && i < one.content.size(); i++) {
            isSame = isSame(one.content.get(i), other.content.get(i));
        }
        return isSame;
    }
}
