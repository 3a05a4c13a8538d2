package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;

/** Which operands of {@code and}, {@code or} and {@code not} OPA's parser reads in braces only. */
public final class OperandBraces implements ExprVisitor<Boolean> {
    private static final OperandBraces NEEDED = new OperandBraces();

    private OperandBraces() {}

    /** True for what can be no operand of {@code and} or {@code or} without braces. */
    static boolean neededByOperand(Body body) {
        Expr first = body.get(0);
        return body.exprs().size() > 1
                || !first.with().isEmpty()
                || first.terms().accept(NEEDED);
    }

    /** True for what cannot follow {@code not} without braces, or is hard to read there: a third {@code not}. */
    public static boolean neededByNot(Body body) {
        Expr first = body.get(0);
        boolean third = first.terms() instanceof Not second
                && !second.explicitBody()
                && (second.body().get(0).terms() instanceof Not
                        || !second.body().get(0).with().isEmpty());
        return body.exprs().size() > 1 || third || first.terms().accept(NEEDED);
    }

    @Override
    public Boolean visitTerm(Term term) {
        return false;
    }

    @Override
    public Boolean visitCall(CallTerm call) {
        return false;
    }

    @Override
    public Boolean visitSomeDecl(SomeDecl some) {
        return true;
    }

    @Override
    public Boolean visitEvery(Every every) {
        return true;
    }

    @Override
    public Boolean visitNot(Not not) {
        return false;
    }

    @Override
    public Boolean visitLogicalAnd(LogicalAnd and) {
        return false;
    }

    @Override
    public Boolean visitLogicalOr(LogicalOr or) {
        return false;
    }
}
