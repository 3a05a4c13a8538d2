package io.rego4j.format.text;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Term;

/** The term with which the text of an expression starts. */
public final class LeadingTerm {
    private LeadingTerm() {}

    /** True if an expression starts with a minus, which after a line feed would be an operator. */
    public static boolean isMinus(Expr expr) {
        if (expr.negated()) {
            return false;
        }
        if (expr.terms() instanceof LogicalOperation logical) {
            return !logical.explicitLhs() && isMinus(logical.lhs().get(0));
        }
        return expr.terms() instanceof Term term && isMinus(term);
    }

    private static boolean isMinus(Term term) {
        if (term instanceof CallTerm call) {
            Term lead = Operators.leadOf(call);
            return lead != null && isMinus(lead);
        }
        return term instanceof NumberTerm number && number.text().startsWith("-");
    }
}
