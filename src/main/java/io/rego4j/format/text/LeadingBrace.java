package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;

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

    private static boolean of(Term term) {
        if (term instanceof SetTerm set) {
            return !set.items().isEmpty();
        }
        if (term instanceof RefTerm ref) {
            return of(ref.head());
        }
        if (term instanceof CallTerm call) {
            // As an operand, k, v in xs stands in parentheses.
            boolean leads = call.args().size() == 2 && Operators.membership(call) != 3;
            Term lead = leads ? Operators.leadOf(call) : null;
            return lead != null && of(lead);
        }
        return term instanceof ObjectTerm
                || term instanceof SetComprehensionTerm
                || term instanceof ObjectComprehensionTerm;
    }
}
