package io.rego4j.format;

/** The parts of a policy that are formatted on their own. */
public enum Fragment {
    /** One or more rules. */
    RULE("", ""),
    /** Expressions that line feeds or semicolons separate. */
    BODY("fragment if {\n", "\n}\n"),
    /** One expression with its modifiers. */
    EXPRESSION("fragment if {\n", "\n}\n"),
    /** A value. */
    TERM("fragment := ", "\n"),
    /** Comments, each on its line. */
    COMMENT("", "");

    private static final String PACKAGE = "package fragment\n\n";

    private final String before;
    private final String after;

    Fragment(String before, String after) {
        this.before = before;
        this.after = after;
    }

    /** What stands before the fragment in the module that is made for it. */
    String opening(boolean v0) {
        return PACKAGE + (v0 ? before.replace(" if {", " {").replace(":=", "=") : before);
    }

    /** What stands after it. */
    String closing() {
        return after;
    }

    /** True if the fragment is the inside of a body. */
    boolean isIndented() {
        return this == BODY || this == EXPRESSION;
    }

    /** True if there may be only one expression or term. */
    boolean isOne() {
        return this == EXPRESSION || this == TERM;
    }
}
