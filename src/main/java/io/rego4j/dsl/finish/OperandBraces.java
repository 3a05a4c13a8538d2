package io.rego4j.dsl.finish;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.internal.language.BuiltinNames;
import io.rego4j.internal.language.InfixOperators;

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

    /** Refuses an operand that can never fail, as OPA does. */
    static void requireValue(Body operand, String keyword) {
        if (operand.exprs().stream().allMatch(OperandBraces::isVoid)) {
            throw new IllegalArgumentException("an operand of " + keyword + " cannot consist only of calls of "
                    + ((CallTerm) operand.get(0).terms()).operator()
                    + ", which always succeeds: put it before the condition");
        }
    }

    private static boolean isVoid(Expr expr) {
        return !expr.negated()
                && expr.terms() instanceof CallTerm call
                && BuiltinNames.isVoid(call.operator().toString());
    }

    @Override
    public Boolean visitTerm(Term term) {
        return false;
    }

    /** {@code =} cannot stand in parentheses, which other operators do where their text starts with a brace. */
    @Override
    public Boolean visitCall(CallTerm call) {
        return (call.calls("eq") || call.calls("assign"))
                && call.args().size() == 2
                && TermKind.isInBraces(leading(call));
    }

    /** The term with which the text of a term starts. */
    static Term leading(Term term) {
        Term leading = term;
        while (true) {
            if (leading instanceof RefTerm ref) {
                leading = ref.head();
            } else if (leading instanceof CallTerm call && startsWithOperand(call)) {
                leading = call.args().get(0);
            } else {
                return leading;
            }
        }
    }

    private static boolean startsWithOperand(CallTerm call) {
        return isInfix(call) || call.calls(InfixOperators.MEMBER);
    }

    private static boolean isInfix(CallTerm call) {
        // None of them has a name with a dot.
        boolean dotted = call.operator() instanceof RefTerm ref && ref.terms().size() > 1;
        return !dotted && call.args().size() == 2 && InfixOperators.of(call.operatorName()) != null;
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
