package io.rego4j.ast;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-ins that Rego writes between their two operands; {@code in} stands apart, since it may have a key. */
public final class InfixOperators {
    private static final Map<String, String> BY_NAME = Map.ofEntries(
            Map.entry("eq", "="),
            Map.entry("assign", ":="),
            Map.entry("equal", "=="),
            Map.entry("neq", "!="),
            Map.entry("lt", "<"),
            Map.entry("lte", "<="),
            Map.entry("gt", ">"),
            Map.entry("gte", ">="),
            Map.entry("plus", "+"),
            Map.entry("minus", "-"),
            Map.entry("mul", "*"),
            Map.entry("div", "/"),
            Map.entry("rem", "%"),
            Map.entry("and", "&"),
            Map.entry("or", "|"));

    private InfixOperators() {}

    /** The operator of a built-in, for instance {@code +} of {@code plus}; null if it has none. */
    public static @Nullable String of(String builtin) {
        return BY_NAME.get(builtin);
    }
}
