package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Body;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.dsl.finish.DefinedOperands;
import io.rego4j.dsl.finish.OperandBraces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import org.jspecify.annotations.Nullable;

/** Conditions made of others: the rules stand at the methods of {@link Dsl}. */
final class ConditionParts {
    private ConditionParts() {}

    static Condition chained(
            String word, String empty, Iterable<? extends Condition> conditions, BinaryOperator<Condition> operator) {
        Condition result = null;
        for (Condition condition : requireNonNull(conditions, "conditions")) {
            requireNonNull(condition, "conditions");
            result = result == null ? condition : operator.apply(result, condition);
        }
        if (result == null) {
            throw new IllegalArgumentException(word + " of no conditions: write " + empty + "() if that is meant, or "
                    + (empty.equals("always") ? "never" : "always") + "()");
        }
        return result;
    }

    static Statement not(Condition condition) {
        Expr expr = requireNonNull(condition, "condition").toExpr();
        if (expr.terms() instanceof SomeDecl some && !some.isMembership()) {
            throw new IllegalArgumentException("Rego does not negate some: put it into a block, not(block(…))");
        }
        Expr nested = notGrouped(condition).toExpr();
        if (expr.with().isEmpty() || !DefinedOperands.haveValues(expr.with(), name -> false)) {
            return new Statement(nested);
        }
        // What is replaced for the condition may as well be replaced for its negation: not x with input as 1.
        Body body = Body.of(expr.withModifiers(List.of()));
        Expr negated = new Expr(new Not(body, OperandBraces.neededByNot(body))).withModifiers(expr.with());
        return new Statement(negated, nested);
    }

    static Statement notGrouped(Condition condition) {
        Body body = Block.of(requireNonNull(condition, "condition"));
        return new Statement(new Expr(new Not(body, OperandBraces.neededByNot(body))));
    }

    /** Conditions of a call with any number of them. */
    static List<Condition> list(Condition... conditions) {
        return Arrays.asList(requireNonNull(conditions, "conditions"));
    }

    /** The body of these conditions. */
    static Body body(Iterable<? extends Condition> conditions) {
        return body(exprs(conditions));
    }

    /** The body of these conditions. */
    static Body body(Condition... conditions) {
        return body(exprs(conditions));
    }

    private static Body body(List<Expr> exprs) {
        if (exprs.isEmpty()) {
            throw new IllegalArgumentException("a body needs a condition: write always() or never()");
        }
        return new Body(exprs);
    }

    /** The expressions of these conditions. */
    static List<Expr> exprs(Iterable<? extends Condition> conditions) {
        List<Expr> exprs = new ArrayList<>();
        for (Condition condition : requireNonNull(conditions, "conditions")) {
            exprs.add(requireNonNull(condition, "conditions").toExpr());
        }
        return exprs;
    }

    /** The expressions of these conditions. */
    static List<Expr> exprs(Condition... conditions) {
        Expr[] exprs = new Expr[requireNonNull(conditions, "conditions").length];
        for (int i = 0; i < exprs.length; i++) {
            exprs[i] = requireNonNull(conditions[i], "conditions").toExpr();
        }
        return List.of(exprs);
    }

    static With with(Operand target, @Nullable Object value) {
        Term term = requireNonNull(target, "target").term();
        if (term instanceof VarTerm || term instanceof RefTerm ref && ref.head() instanceof VarTerm) {
            return new With(term, Values.term(value));
        }
        throw new IllegalArgumentException(
                "with replaces a reference below input or data, or a function, which " + target + " is not");
    }

    static Statement every(
            @Nullable String key, String value, Operand collection, Iterable<? extends Condition> conditions) {
        Term keyTerm = key == null ? null : Values.declared("key", key);
        Term valueTerm = Values.declared("value", value);
        Term domain = requireNonNull(collection, "collection").term();
        return new Statement(new Expr(new Every(keyTerm, valueTerm, domain, body(conditions))));
    }

    static List<Expr> exprs(String parameter, @Nullable Object[] parts) {
        List<Expr> exprs = new ArrayList<>();
        for (Object part : requireNonNull(parts, parameter)) {
            exprs.add(part instanceof Condition condition ? condition.toExpr() : new Expr(Values.term(part)));
        }
        return exprs;
    }
}
