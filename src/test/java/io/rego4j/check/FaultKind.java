package io.rego4j.check;

import java.util.regex.Pattern;

/** The kinds of errors that {@code opa check} knows, told by its words. */
enum FaultKind {
    UNSAFE("unsafe variable or expression", "^(var .* is unsafe|expression is unsafe)"),
    UNDEFINED_FUNCTION("undefined function", "^undefined function"),
    ARITY("wrong number of arguments", "arity mismatch|has arity|too (few|many) arguments"),
    ARGUMENT("argument of the wrong type", "invalid argument\\(s\\)"),
    MATCH("values that can never be equal", "^match error"),
    UNDEFINED_REF("reference to what cannot be there", "^undefined ref"),
    FUNCTION_AS_VALUE("function where a value is needed", "used as (reference|value)"),
    SHADOWED_FUNCTION("called function is a variable", "^called function .* shadowed"),
    UNDECLARED("undeclared in print or template string", "is undeclared|illegal call to relation"),
    UNUSED("unused name", "unused"),
    REDECLARED("declared twice, or after use", "(above|before|redeclared)$"),
    ASSIGNED("assignment where none can be", "^cannot assign|^rule arguments cannot contain calls"),
    IMPORTS("imports of one name", "^import must not shadow"),
    ROOTS("input or data hidden", "must not shadow"),
    WITH("target of with", "^with keyword"),
    DEFAULTS("several defaults", "^multiple default rules"),
    CONFLICT("rules in conflict", "conflict"),
    MAY_RECURSE("recursion through a variable", "may be recursive"),
    RECURSION("recursion", "is recursive"),
    DEPRECATED("deprecated built-in", "^deprecated"),
    METADATA("METADATA", "annotation|schema"),
    OTHER("other", "");

    private final String title;
    private final Pattern words;

    FaultKind(String title, String words) {
        this.title = title;
        this.words = Pattern.compile(words, Pattern.MULTILINE);
    }

    String title() {
        return title;
    }

    static FaultKind of(Agreement.Fault fault) {
        for (FaultKind kind : values()) {
            if (kind.words.matcher(fault.message()).find()) {
                return kind;
            }
        }
        return OTHER;
    }
}
