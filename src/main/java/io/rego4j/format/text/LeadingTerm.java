package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;

/** With which term the text of an expression starts. */
public final class LeadingTerm {
    private LeadingTerm() {}

    /** True if an expression starts with a minus, which after a line feed would be an operator. */
    public static boolean isMinus(Expr expr) {
        if (expr.negated()) {
            return false;
        }
        if (expr.terms() instanceof LogicalAnd and) {
            return !and.explicitLhs() && isMinus(and.lhs().get(0));
        }
        if (expr.terms() instanceof LogicalOr or) {
            return !or.explicitLhs() && isMinus(or.lhs().get(0));
        }
        return expr.terms() instanceof Term term && isMinus(term);
    }

    private static boolean isMinus(Term term) {
        if (term instanceof CallTerm call) {
            Term lead = Operators.leadOf(call);
            return lead != null && isMinus(lead);
        }
        return term instanceof RefTerm ref && isMinus(ref.head())
                || term instanceof NumberTerm number && number.text().startsWith("-");
    }
}
