package io.rego4j.dsl;

import io.rego4j.ast.Node;
import io.rego4j.format.FormatException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Formatter;

/** Parts of a policy as Rego, for messages; as the tree shows them where they cannot be written by themselves. */
final class PartText {
    private PartText() {}

    static String of(Node node) {
        try {
            return new Formatter(FormatOptions.DEFAULT).formatNode(node).strip();
        } catch (FormatException | IllegalArgumentException e) {
            return node.toString();
        }
    }
}
