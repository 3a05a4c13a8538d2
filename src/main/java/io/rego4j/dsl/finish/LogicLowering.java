package io.rego4j.dsl.finish;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Origin;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Writes {@code and}, {@code or} and {@code not} without these keywords, for an OPA that does not have them. A body by itself
 * is a comprehension, {@code [true | body]}, which has a scope of its own, sees the variables around it, and is empty where
 * the body does not hold, undefined included. As with the keywords, a later operand is left alone where an earlier one
 * decides.
 */
final class LogicLowering {
    private static final Term NONE = new ArrayTerm(List.of());

    private LogicLowering() {}

    /**
     * {@code [true | body] == []}: the body does not hold. OPA's compiler takes a comprehension out of any other comparison
     * than this, and may then evaluate it without the variables around it, for an index.
     */
    static Expr fails(Body body) {
        Term all = new ArrayComprehensionTerm(new BooleanTerm(true), body);
        return new Expr(new CallTerm(RegoNames.builtin("equal"), List.of(all, NONE)));
    }

    /** {@code [true | [true | body] == []] == []}: the body holds. */
    static Expr holds(Body body) {
        return fails(Body.of(fails(body)));
    }

    /**
     * A conjunction as expressions of the body that it stands in.
     *
     * @param expr the expression, whose operands are lowered already
     */
    static List<Expr> and(Expr expr, LogicalAnd and) {
        List<Expr> parts = new ArrayList<>();
        addOperand(parts, and.lhs(), and.explicitLhs());
        addOperand(parts, and.rhs(), and.explicitRhs());
        if (expr.with().isEmpty()) {
            parts.set(0, parts.get(0).withOrigin(commented(parts.get(0), expr)));
            return parts;
        }
        return List.of(like(expr, holds(new Body(parts))));
    }

    /**
     * A disjunction: not all of its operands fail.
     *
     * @param plain true for an operand whose negation is the plain {@code not}
     */
    static Expr or(Expr expr, LogicalOr or, Predicate<Body> plain) {
        Expr lhs = fails(or.lhs(), plain);
        Expr rhs = fails(or.rhs(), plain);
        return like(expr, fails(Body.of(lhs, rhs)));
    }

    private static Expr fails(Body body, Predicate<Body> plain) {
        return plain.test(body) ? body.get(0).withNegated(true) : fails(body);
    }

    private static void addOperand(List<Expr> parts, Body operand, boolean explicit) {
        if (explicit) {
            // What it declares must not meet what stands around it.
            parts.add(holds(operand));
        } else {
            operand.forEach(parts::add);
        }
    }

    /** An expression with the modifiers and comments of the one in whose place it stands. */
    static Expr like(Expr original, Expr lowered) {
        List<With> with = original.with();
        return new Expr(lowered.terms(), with, false, false, original.origin());
    }

    private static Origin commented(Expr part, Expr whole) {
        return whole.origin().comments().stream().reduce(part.origin(), Origin::with, (a, b) -> b);
    }
}
