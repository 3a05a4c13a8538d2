package io.rego4j.cli.conformance;

import io.rego4j.ast.Node;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Formatter;

/** The text of a part of a policy. */
final class PolicyText {
    private PolicyText() {}

    static String of(Node node) {
        return new Formatter(FormatOptions.DEFAULT).formatNode(node).strip();
    }
}
