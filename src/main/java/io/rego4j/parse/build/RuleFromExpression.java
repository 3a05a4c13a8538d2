package io.rego4j.parse.build;

import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.Head;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Spelling;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.internal.language.BuiltinNames;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Rules that are written as an expression: {@code pi := 3.14}, {@code p[x]}: OPA's {@code ParseRuleFromExpr}. */
public final class RuleFromExpression implements ExprVisitor<Rule> {
    private final Expr expr;

    private RuleFromExpression(Expr expr) {
        this.expr = expr;
    }

    /** Why an expression is no rule. */
    public static final class NoRule extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NoRule(String message) {
            super(message, null, false, false);
        }
    }

    /**
     * The rule that an expression stands for.
     *
     * @throws NoRule if it stands for none; the message is OPA's
     */
    public static Rule rule(Expr expr) {
        if (!expr.with().isEmpty()) {
            throw new NoRule("expressions using with keyword cannot be used for rule head");
        }
        if (expr.negated()) {
            throw new NoRule("negated expressions cannot be used for rule head");
        }
        return expr.terms().accept(new RuleFromExpression(expr));
    }

    @Override
    public Rule visitTerm(Term term) {
        if (term instanceof RefTerm ref) {
            return ref.terms().size() > 2 ? complete(ref) : partialSet(ref);
        }
        throw new NoRule(term.kind() + " cannot be used for rule name");
    }

    @Override
    public Rule visitSomeDecl(SomeDecl some) {
        throw new NoRule("'some' declarations cannot be used for rule head");
    }

    @Override
    public Rule visitEvery(Every every) {
        throw noHead();
    }

    @Override
    public Rule visitNot(Not not) {
        throw noHead();
    }

    @Override
    public Rule visitLogicalAnd(LogicalAnd and) {
        throw noHead();
    }

    @Override
    public Rule visitLogicalOr(LogicalOr or) {
        throw noHead();
    }

    private static NoRule noHead() {
        return new NoRule("expression cannot be used for rule head");
    }

    @Override
    public Rule visitCall(CallTerm call) {
        boolean assign = call.calls("assign");
        if (assign || call.calls("eq")) {
            if (call.args().size() < 2) {
                throw new NoRule("assignment requires two operands");
            }
            Rule rule = fromEquation(call.args().get(0), call.args().get(1));
            Head head = rule.head();
            return new Rule(
                    false,
                    new Head(
                            head.name(),
                            head.ref(),
                            head.args(),
                            head.key(),
                            head.value(),
                            assign,
                            head.origin().at(expr.origin())),
                    rule.body(),
                    null,
                    List.of(),
                    expr.origin().with(Spelling.GENERATED_BODY));
        }
        if (BuiltinNames.isKnown(call.operatorName())) {
            throw new NoRule("rule name conflicts with built-in function");
        }
        return function(call);
    }

    private static Rule fromEquation(Term left, Term right) {
        if (left instanceof CallTerm call) {
            if (!(call.operator() instanceof RefTerm ref)) {
                throw new NoRule(call.operator().kind() + "s cannot be used in function signature");
            }
            if (ref.head() instanceof VarTerm name) {
                Head head = new Head(
                        ref.terms().size() < 2 ? name.name() : null,
                        ref,
                        call.args(),
                        null,
                        right,
                        false,
                        left.origin());
                return rule(head, right.origin(), left.origin());
            }
            throw new NoRule("call cannot be used for rule name");
        }
        if (left instanceof RefTerm ref) {
            if (!(ref.head() instanceof VarTerm name)) {
                throw new NoRule("invalid rule head: " + ref);
            }
            int size = ref.terms().size();
            Term key = size == 2 ? ref.terms().get(1) : null;
            Head head = new Head(size <= 2 ? name.name() : null, ref, List.of(), key, right, false, right.origin());
            return rule(head, right.origin(), right.origin());
        }
        if (left instanceof VarTerm name) {
            RefTerm ref = new RefTerm(List.of(name), name.origin());
            Head head = new Head(name.name(), ref, List.of(), null, right, false, left.origin());
            return rule(head, right.origin(), left.origin());
        }
        throw new NoRule(left.kind() + " cannot be used for rule name");
    }

    private static Rule complete(RefTerm ref) {
        if (!(ref.head() instanceof VarTerm)) {
            throw new NoRule("invalid rule head: " + ref);
        }
        Head head = new Head(
                null,
                ref,
                List.of(),
                null,
                new BooleanTerm(true, ref.origin()),
                false,
                ref.origin().with(Spelling.GENERATED_VALUE));
        return rule(head, ref.origin(), ref.origin());
    }

    private static Rule partialSet(RefTerm ref) {
        if (ref.terms().size() == 1) {
            throw new NoRule("refs cannot be used for rule head");
        }
        if (!(ref.head() instanceof VarTerm name)) {
            throw new NoRule("invalid rule head: " + ref);
        }
        Head head = new Head(
                name.name(),
                new RefTerm(List.of(name), ref.origin()),
                List.of(),
                ref.terms().get(1),
                null,
                false,
                ref.origin());
        return rule(head, ref.origin(), ref.origin());
    }

    private static Rule function(CallTerm call) {
        if (call.args().isEmpty()) {
            throw new NoRule("rule argument list must take at least one argument");
        }
        Origin origin = call.operator().origin();
        if (!(call.operator() instanceof RefTerm ref) || !(ref.head() instanceof VarTerm name)) {
            throw new NoRule("invalid rule head: " + call.operator());
        }
        Head head = new Head(
                ref.terms().size() < 2 ? name.name() : null,
                ref,
                call.args(),
                null,
                new BooleanTerm(true, origin),
                false,
                origin);
        return rule(head, origin, origin);
    }

    private static Rule rule(Head head, Origin body, Origin origin) {
        return new Rule(
                false,
                head,
                RuleStatementBuilder.implicitBody(body),
                null,
                List.of(),
                origin.with(Spelling.GENERATED_BODY));
    }

    /** The keyword that a statement was reduced to where its import is missing; null if none. */
    public static @Nullable String headKeyword(@Nullable String name) {
        return "if".equals(name) || "contains".equals(name) ? name : null;
    }
}
