package io.rego4j.format.text;

import io.rego4j.ast.Node;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.text.NodeText;
import io.rego4j.internal.go.GoQuote;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A node on one line, as OPA's {@code AppendText} has it: the text of a node that has no place. */
public final class InlinePrinter {
    private InlinePrinter() {}

    public static String of(Node node) {
        return of(node, v -> v.isWildcard() ? "_" : v.name(), GoQuote::quote);
    }

    /** As {@link #of(Node)}, with other names for variables and other quotes for strings. */
    public static String of(Node node, Function<VarTerm, String> names, UnaryOperator<String> quotes) {
        return NodeText.of(node, names, quotes);
    }

    /** The text with a backslash before each opening brace that has none. */
    public static String escapeBraces(String text) {
        return NodeText.escapeBraces(text);
    }
}
