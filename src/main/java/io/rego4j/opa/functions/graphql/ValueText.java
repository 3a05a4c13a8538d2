package io.rego4j.opa.functions.graphql;

import java.util.ArrayList;
import java.util.List;

/** A value as errors show it. */
final class ValueText {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String ESCAPES = "\"\\bfnrt";

    private ValueText() {}

    static String of(SyntaxNode value) throws GraphqlException {
        String raw = value.text("Raw");
        return switch (ValueKind.of(value)) {
            case VARIABLE -> "$" + raw;
            case STRING, BLOCK -> quoted(raw);
            case LIST -> "[" + children(value, false) + "]";
            case OBJECT -> "{" + children(value, true) + "}";
            default -> raw;
        };
    }

    private static String children(SyntaxNode value, boolean areNamed) throws GraphqlException {
        List<String> texts = new ArrayList<>();
        for (SyntaxNode child : value.nodes("Children")) {
            texts.add((areNamed ? child.name() + ":" : "") + of(child.node("Value")));
        }
        return String.join(",", texts);
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            int known = ESCAPED.indexOf(c);
            if (known >= 0) {
                quoted.append('\\').append(ESCAPES.charAt(known));
            } else if (Character.isISOControl(c)) {
                quoted.append("\\u%04X".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
