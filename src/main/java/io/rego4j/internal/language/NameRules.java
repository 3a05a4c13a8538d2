package io.rego4j.internal.language;

import java.util.Set;

/** The syntax of names, and the names that are special in Rego. */
public final class NameRules {
    /** The root documents. */
    public static final Set<String> ROOT_DOCUMENTS = Set.of("data", "input");

    private NameRules() {}

    /** OPA's {@code IsVarCompatibleString}: letters of ASCII, digits and underscores, and no digit at the start. */
    public static boolean isName(String text) {
        if (text.isEmpty() || isDigit(text.charAt(0))) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c))) {
                return false;
            }
        }
        return true;
    }

    /** True for {@code input} and {@code data}. */
    public static boolean isRootDocument(String name) {
        return name.equals("data") || name.equals("input");
    }

    /** True for the roots of imports that name a version of Rego or its keywords, and no document. */
    public static boolean isDirective(String root) {
        return root.equals("future") || root.equals("rego");
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
