package io.rego4j.ast.order;

import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;

/** The order of the kinds of expressions: OPA's {@code Expr.sortOrder}. */
public final class ExprRank implements ExprVisitor<Integer> {
    private static final ExprRank INSTANCE = new ExprRank();

    private ExprRank() {}

    /** The rank of a node's kind: a lower one comes first. */
    public static int of(ExprTerms node) {
        return node.accept(INSTANCE);
    }

    @Override
    public Integer visitTerm(Term node) {
        return 1;
    }

    @Override
    public Integer visitCall(CallTerm node) {
        return 2;
    }

    @Override
    public Integer visitSomeDecl(SomeDecl node) {
        return 0;
    }

    @Override
    public Integer visitEvery(Every node) {
        return 3;
    }

    @Override
    public Integer visitNot(Not node) {
        return 4;
    }

    @Override
    public Integer visitLogicalAnd(LogicalAnd node) {
        return 5;
    }

    @Override
    public Integer visitLogicalOr(LogicalOr node) {
        return 6;
    }
}
