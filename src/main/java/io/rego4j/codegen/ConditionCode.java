package io.rego4j.codegen;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.codegen.JavaCode.Type;
import io.rego4j.dsl.Condition;
import io.rego4j.dsl.Dsl;
import java.util.ArrayList;
import java.util.List;

/** The Java of conditions. */
final class ConditionCode implements ExprVisitor<JavaCode> {
    /** Replaces the bodies of comprehensions: they do not decide how the comprehension is negated. */
    private static final Rewriter WITHOUT_BODIES = new Rewriter() {
        @Override
        public Body body(Body body) {
            return Body.of(new Expr(new BooleanTerm(true)));
        }
    };

    private final DslCalls dslCalls;
    private final CommentTable comments;
    private final TermCode terms;

    ConditionCode(DslCalls dslCalls, CommentTable comments) {
        this.dslCalls = dslCalls;
        this.comments = comments;
        this.terms = new TermCode(dslCalls, this);
    }

    TermCode terms() {
        return terms;
    }

    List<JavaCode> all(Body body) {
        return body.exprs().stream().map(this::condition).toList();
    }

    JavaCode condition(Expr expr) {
        JavaCode code = expr.terms().accept((ExprVisitor<JavaCode>) this);
        if (expr.negated()) {
            code = dslCalls.dsl(Type.STATEMENT, isBuiltByNot(expr) ? "not" : "plainNot", List.of(code));
        }
        for (With with : expr.with()) {
            code = DslCalls.link(
                    code, Type.STATEMENT, "with", List.of(terms.operand(with.target()), terms.value(with.value())));
        }
        for (Comment comment : comments.of(expr)) {
            code = comments.link(code, Type.STATEMENT, comment);
        }
        return code;
    }

    /**
     * True if the builder's {@code not} makes this condition a negated expression, as it is here; else {@code plainNot} does. The
     * bodies of comprehensions do not matter and are left out, so that nested negations are not built once for each level.
     */
    private static boolean isBuiltByNot(Expr expr) {
        Condition negated = Dsl.not(Dsl.condition(WITHOUT_BODIES.expr(new Expr(expr.terms()))));
        Rule built = Dsl.rule("p").when(negated).buildUnchecked();
        return built.body().get(0).negated();
    }

    @Override
    public JavaCode visitTerm(Term term) {
        return terms.operand(term);
    }

    @Override
    public JavaCode visitCall(CallTerm call) {
        boolean statement = call.args().size() == 2 && (call.calls("eq") || call.calls("assign"));
        if (!statement) {
            return terms.operand(call);
        }
        return DslCalls.link(
                terms.operand(call.args().get(0)),
                Type.STATEMENT,
                call.calls("eq") ? "unify" : "assign",
                List.of(terms.value(call.args().get(1))));
    }

    @Override
    public JavaCode visitSomeDecl(SomeDecl some) {
        if (some.symbols().get(0) instanceof CallTerm member) {
            int last = member.args().size() - 1;
            List<JavaCode> names =
                    member.args().subList(0, last).stream().map(terms::declared).toList();
            return DslCalls.link(
                    dslCalls.dsl(Type.STATEMENT, "some", names),
                    Type.STATEMENT,
                    "in",
                    List.of(terms.value(member.args().get(last))));
        }
        return dslCalls.dsl(
                Type.STATEMENT,
                "some",
                some.symbols().stream().map(terms::declared).toList());
    }

    @Override
    public JavaCode visitEvery(Every every) {
        List<JavaCode> args = new ArrayList<>();
        if (every.key() != null) {
            args.add(DslCalls.string(name(every.key())));
        }
        args.add(DslCalls.string(name(every.value())));
        args.add(terms.operand(every.domain()));
        args.addAll(all(every.body()));
        return dslCalls.dsl(Type.STATEMENT, "every", args);
    }

    @Override
    public JavaCode visitNot(Not not) {
        boolean explicit = not.explicitBody() || not.body().size() > 1;
        JavaCode body = explicit ? block(not.body()) : condition(not.body().get(0));
        // not (x with …) is not the same as (not x) with ….
        boolean inner = !explicit && !not.body().get(0).with().isEmpty();
        return dslCalls.dsl(Type.STATEMENT, inner ? "notGrouped" : "not", List.of(body));
    }

    @Override
    public JavaCode visitLogicalAnd(LogicalAnd and) {
        return logical("and", and.lhs(), and.rhs(), and.explicitLhs(), and.explicitRhs());
    }

    @Override
    public JavaCode visitLogicalOr(LogicalOr or) {
        return logical("or", or.lhs(), or.rhs(), or.explicitLhs(), or.explicitRhs());
    }

    private JavaCode logical(String method, Body lhs, Body rhs, boolean explicitLhs, boolean explicitRhs) {
        return DslCalls.link(operand(lhs, explicitLhs), Type.STATEMENT, method, List.of(operand(rhs, explicitRhs)));
    }

    private JavaCode operand(Body body, boolean explicit) {
        return explicit || body.size() > 1 ? block(body) : condition(body.get(0));
    }

    private JavaCode block(Body body) {
        return dslCalls.dsl(Type.BLOCK, "block", all(body));
    }

    private static String name(Term term) {
        return term instanceof VarTerm v && !v.isWildcard() ? v.name() : "_";
    }
}
