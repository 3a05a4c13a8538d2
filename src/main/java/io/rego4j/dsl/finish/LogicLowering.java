package io.rego4j.dsl.finish;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Writes {@code and}, {@code or} and {@code not} without these keywords, for an OPA that does not have them. A body by itself
 * is a comprehension, {@code [true | body]}, which has a scope of its own, sees the variables around it, and is empty where
 * the body does not hold, undefined included. As with the keywords, a later operand is left alone where an earlier one
 * decides.
 */
final class LogicLowering {
    private static final Term TRUE = new BooleanTerm(true);
    private static final Term NONE = new ArrayTerm(List.of());

    private final UnaryOperator<Body> flattened;
    private final Predicate<Body> plain;

    /**
     * The forms for a place in a policy.
     *
     * @param flattened what a comprehension has in place of a body
     * @param plain true for a body whose negation is the plain {@code not}
     */
    LogicLowering(UnaryOperator<Body> flattened, Predicate<Body> plain) {
        this.flattened = flattened;
        this.plain = plain;
    }

    /**
     * {@code [true | body] == []}: the body does not hold. OPA's compiler takes a comprehension out of any other comparison
     * than this, and may then evaluate it without the variables around it, for an index.
     */
    private Expr fails(Body body) {
        Body flat = flattened.apply(body);
        if (plain.test(flat)) {
            return flat.get(0).withNegated(true);
        }
        Term all = new ArrayComprehensionTerm(TRUE, flat);
        return new Expr(new CallTerm(RegoNames.builtin("equal"), List.of(all, NONE)));
    }

    /** {@code [true | [true | body] == []] == []}: the body holds. */
    private Expr holds(Body body) {
        return fails(Body.of(fails(body)));
    }

    /**
     * A negation.
     *
     * @param expr the expression, whose body is lowered already
     */
    Expr not(Expr expr, Not not) {
        return like(expr, fails(not.body()));
    }

    /**
     * A conjunction as expressions of the body that it stands in.
     *
     * @param expr the expression, whose operands are lowered already
     */
    List<Expr> and(Expr expr, LogicalAnd and) {
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
     * @param expr the expression, whose operands are lowered already
     */
    Expr or(Expr expr, LogicalOr or) {
        List<Expr> failures = new ArrayList<>(failures(or.lhs()));
        failures.addAll(failures(or.rhs()));
        return like(expr, fails(new Body(failures)));
    }

    /** What holds where an operand fails: for one that is a disjunction itself, the same as its operands have. */
    private List<Expr> failures(Body operand) {
        Body absent = operand.size() == 1 ? absent(operand.get(0)) : null;
        if (absent != null && absent.exprs().stream().allMatch(each -> each.negated() || absent(each) != null)) {
            // It declares nothing that could meet what stands around it.
            return absent.exprs();
        }
        return List.of(fails(operand));
    }

    /** The body of {@code [true | body] == []}; null for any other expression. */
    private static @Nullable Body absent(Expr expr) {
        boolean isBare = !expr.negated()
                && expr.with().isEmpty()
                && expr.origin().comments().isEmpty();
        return isBare
                        && expr.terms() instanceof CallTerm call
                        && call.calls("equal")
                        && call.args().get(1).equals(NONE)
                        && call.args().get(0) instanceof ArrayComprehensionTerm all
                        && all.term().equals(TRUE)
                ? all.body()
                : null;
    }

    private void addOperand(List<Expr> parts, Body operand, boolean explicit) {
        if (explicit) {
            // What it declares must not meet what stands around it.
            parts.add(holds(operand));
        } else {
            operand.forEach(parts::add);
        }
    }

    /** An expression with the modifiers and comments of the one in whose place it stands. */
    private static Expr like(Expr original, Expr lowered) {
        return new Expr(lowered.terms(), original.with(), lowered.negated(), false, original.origin());
    }

    private static Origin commented(Expr part, Expr whole) {
        return whole.origin().comments().stream().reduce(part.origin(), Origin::with, (a, b) -> b);
    }
}
