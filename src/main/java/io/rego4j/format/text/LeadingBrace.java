package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;

/**
 * Whether the text that the formatter writes starts with a brace, which after {@code not}, {@code and} and {@code or} opens a
 * body. In that text operators stand between their operands.
 */
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
            case REF -> of(((RefTerm) term).head());
            case CALL -> startsOperand((CallTerm) term);
            default -> TermKind.isInBraces(term);
        };
    }

    private static boolean startsOperand(CallTerm call) {
        int operands = Math.max(2, Operators.membership(call));
        Term lead = call.args().size() == operands ? Operators.leadOf(call) : null;
        return lead != null && of(lead);
    }
}
