package io.rego4j.internal.language;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The built-ins that Rego writes as infix operators. */
public final class InfixOperators {
    /** What {@code x in xs} calls. It is not in the table below, as its variant with a key has three operands. */
    public static final String MEMBER = "internal.member_2";
    /** What {@code k, v in xs} calls. */
    public static final String MEMBER_WITH_KEY = "internal.member_3";

    private static final Map<String, String> SIGNS = Map.ofEntries(
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
        return SIGNS.get(builtin);
    }

    /** The built-in of an operator, for instance {@code plus} of {@code +}; null if there is no such operator. */
    public static @Nullable String builtin(String sign) {
        for (Map.Entry<String, String> each : SIGNS.entrySet()) {
            if (each.getValue().equals(sign)) {
                return each.getKey();
            }
        }
        return null;
    }

    /** True for the built-ins of {@code in}. */
    public static boolean isMember(String builtin) {
        return builtin.equals(MEMBER) || builtin.equals(MEMBER_WITH_KEY);
    }
}
