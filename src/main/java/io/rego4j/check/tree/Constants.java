package io.rego4j.check.tree;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.NullTerm;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import org.jspecify.annotations.Nullable;

/** Which terms are values already. */
public final class Constants {
    private Constants() {}

    public static boolean isScalar(@Nullable Term term) {
        return term instanceof StringTerm
                || term instanceof NumberTerm
                || term instanceof BooleanTerm
                || term instanceof NullTerm;
    }

    /** True if nothing in the term has to be evaluated. */
    public static boolean isConstant(Term term) {
        return isScalar(term)
                || !NodeQueries.any(
                        term,
                        node -> node instanceof VarTerm
                                || node instanceof RefTerm
                                || node instanceof CallTerm
                                || NodeQueries.isComprehension(node));
    }
}
