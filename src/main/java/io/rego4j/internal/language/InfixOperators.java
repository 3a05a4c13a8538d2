package io.rego4j.internal.language;

import org.jspecify.annotations.Nullable;

/** The built-ins that Rego writes between their two operands; {@code in} is not among them: it may have three operands. */
public final class InfixOperators {
    private InfixOperators() {}

    /** The operator of a built-in, for instance {@code +} of {@code plus}; null if it has none. */
    public static @Nullable String of(String builtin) {
        return switch (builtin) {
            case "eq" -> "=";
            case "assign" -> ":=";
            case "equal" -> "==";
            case "neq" -> "!=";
            case "lt" -> "<";
            case "lte" -> "<=";
            case "gt" -> ">";
            case "gte" -> ">=";
            case "plus" -> "+";
            case "minus" -> "-";
            case "mul" -> "*";
            case "div" -> "/";
            case "rem" -> "%";
            case "and" -> "&";
            case "or" -> "|";
            default -> null;
        };
    }
}
