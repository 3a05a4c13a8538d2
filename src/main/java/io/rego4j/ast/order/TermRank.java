package io.rego4j.ast.order;

import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;

/** The order of the kinds of terms: OPA's {@code sortOrder}. */
public final class TermRank {
    private TermRank() {}

    /** The rank of a term's kind: a lower one comes first. */
    public static int of(Term term) {
        return switch (TermKind.of(term)) {
            case NULL -> 0;
            case BOOLEAN -> 1;
            case NUMBER -> 2;
            case STRING -> 3;
            case TEMPLATE_STRING -> 4;
            case VAR -> 5;
            case REF -> 6;
            case ARRAY -> 7;
            case OBJECT -> 8;
            case SET -> 9;
            case ARRAY_COMPREHENSION -> 10;
            case OBJECT_COMPREHENSION -> 11;
            case SET_COMPREHENSION -> 12;
            case CALL -> 13;
        };
    }
}
