package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;

/** Whether a text starts with a brace, which after {@code not}, {@code and} and {@code or} opens a body. */
public final class LeadingBrace {
    private LeadingBrace() {}

    public static boolean of(Expr expr) {
        if (expr.terms() instanceof CallTerm call) {
            Term lead = Operators.leadOf(call);
            return lead != null && of(lead);
        }
        return expr.terms() instanceof Term term && of(term);
    }

    public static boolean of(Term term) {
        return switch (TermKind.of(term)) {
            case OBJECT, SET_COMPREHENSION, OBJECT_COMPREHENSION -> true;
            case SET -> !((SetTerm) term).items().isEmpty();
            case REF -> of(((RefTerm) term).head());
            case CALL -> startsOperand((CallTerm) term);
            case NULL, BOOLEAN, NUMBER, STRING, VAR, ARRAY, ARRAY_COMPREHENSION, TEMPLATE_STRING -> false;
        };
    }

    private static boolean startsOperand(CallTerm call) {
        int operands = Math.max(2, Operators.membership(call));
        Term lead = call.args().size() == operands ? Operators.leadOf(call) : null;
        return lead != null && of(lead);
    }
}
