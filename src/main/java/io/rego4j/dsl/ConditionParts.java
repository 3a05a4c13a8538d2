package io.rego4j.dsl;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Not;
import io.rego4j.ast.SomeDecl;
import io.rego4j.dsl.finish.DefinedOperands;
import io.rego4j.dsl.finish.OperandBraces;
import io.rego4j.dsl.finish.SomeDeclarations;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Conditions made of others: the rules stand at the methods of {@link Dsl}. */
final class ConditionParts {
    private ConditionParts() {}

    static Condition chained(
            String word, String empty, Iterable<? extends Condition> conditions, BinaryOperator<Condition> operator) {
        Condition result = null;
        for (Condition condition : conditions) {
            result = result == null ? condition : operator.apply(result, condition);
        }
        if (result == null) {
            throw new IllegalArgumentException(word + " of no conditions: write " + empty + "() if that is meant, or "
                    + (empty.equals("always") ? "never" : "always") + "()");
        }
        return result;
    }

    static Statement not(Condition condition) {
        Expr expr = Objects.requireNonNull(condition, "condition").toExpr();
        if (expr.terms() instanceof SomeDecl some && !SomeDeclarations.isMembership(some)) {
            throw new IllegalArgumentException("Rego does not negate some: put it into a block, not(block(…))");
        }
        Expr nested = notGrouped(condition).toExpr();
        if (!DefinedOperands.haveValues(expr.with(), name -> false)) {
            return new Statement(nested);
        }
        // What is replaced for the condition may as well be replaced for its negation: not x with input as 1.
        Body body = Body.of(expr.withModifiers(List.of()));
        Expr negated = new Expr(new Not(body, OperandBraces.neededByNot(body))).withModifiers(expr.with());
        return new Statement(negated, nested);
    }

    static Statement notGrouped(Condition condition) {
        Body body = Block.of(condition);
        return new Statement(new Expr(new Not(body, OperandBraces.neededByNot(body))));
    }

    static List<Expr> exprs(@Nullable Object... parts) {
        List<Expr> exprs = new ArrayList<>();
        for (Object part : parts) {
            exprs.add(part instanceof Condition condition ? condition.toExpr() : new Expr(Values.term(part)));
        }
        return exprs;
    }
}
