package io.rego4j.check.tree;

import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;

/** Rewrites the names of called functions too, which may hold any term: {@code data.f[[x | x := 1]](2)}. */
public abstract class OperatorRewriter extends Rewriter {
    @Override
    protected Term operator(Term operator) {
        return term(operator);
    }
}
