package io.rego4j.ast.text;

import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;

/** Tells which terms have a text that starts with a brace, which would be read as that of a body. */
final class LeadingBraces {
    private LeadingBraces() {}

    static boolean startsWithBrace(Term term) {
        return switch (TermKind.of(term)) {
            case OBJECT, SET_COMPREHENSION, OBJECT_COMPREHENSION -> true;
            case SET -> !((SetTerm) term).items().isEmpty();
            case REF -> startsWithBrace(((RefTerm) term).head());
            case NULL, BOOLEAN, NUMBER, STRING, VAR, CALL, ARRAY, ARRAY_COMPREHENSION, TEMPLATE_STRING -> false;
        };
    }
}
