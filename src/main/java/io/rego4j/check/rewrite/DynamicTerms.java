package io.rego4j.check.rewrite;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Binds references and comprehensions to variables before the expressions that use them, and takes {@code ==} for
 * {@code =}: OPA's stages {@code RewriteEquals} and {@code RewriteDynamicTerms}, which the type checker builds on.
 */
public final class DynamicTerms {
    private final GeneratedVars names;

    public DynamicTerms(GeneratedVars names) {
        this.names = names;
    }

    public void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.eachRule(rule -> rule.body = exprs(rule.body)));
    }

    private Body body(Body body) {
        return new Body(exprs(body.exprs()));
    }

    private List<Expr> exprs(List<Expr> body) {
        List<Expr> result = new ArrayList<>(body.size());
        for (Expr expr : body) {
            result.add(expr.withTerms(expr.terms().accept(new Statement(expr, result))));
        }
        return result;
    }

    /** The terms of an expression of each kind, with the references and comprehensions in it bound before it. */
    private final class Statement implements ExprVisitor<ExprTerms> {
        private final Expr expr;
        private final Bound bound;

        Statement(Expr expr, List<Expr> before) {
            this.expr = expr;
            this.bound = new Bound(expr, before);
        }

        @Override
        public ExprTerms visitTerm(Term term) {
            return bound.inner(term);
        }

        @Override
        public ExprTerms visitCall(CallTerm call) {
            boolean equal = Refs.calls(call, "equal") && call.args().size() == 2;
            if (!equal && !Refs.isEquality(expr)) {
                return new CallTerm(
                        call.operator(), call.args().stream().map(bound::term).toList(), call.origin());
            } else if (call.args().size() != 2) {
                return call;
            }
            Term operator = equal
                    ? new RefTerm(List.of(new VarTerm("eq")), call.operator().origin())
                    : call.operator();
            return new CallTerm(operator, call.args().stream().map(bound::inner).toList(), call.origin());
        }

        @Override
        public ExprTerms visitEvery(Every every) {
            Term domain = bound.term(every.domain());
            return new Every(every.key(), every.value(), domain, body(every.body()), every.origin());
        }

        @Override
        public ExprTerms visitNot(Not not) {
            return new Not(body(not.body()), not.explicitBody(), not.origin());
        }

        @Override
        public ExprTerms visitLogicalAnd(LogicalAnd and) {
            return and.withOperands(body(and.lhs()), body(and.rhs()));
        }

        @Override
        public ExprTerms visitLogicalOr(LogicalOr or) {
            return or.withOperands(body(or.lhs()), body(or.rhs()));
        }

        @Override
        public ExprTerms visitSomeDecl(SomeDecl some) {
            return some;
        }
    }

    /** Replaces references and comprehensions by variables, which expressions before the owner bind. */
    private final class Bound extends Rewriter {
        private final Expr owner;
        private final List<Expr> before;

        Bound(Expr owner, List<Expr> before) {
            this.owner = owner;
            this.before = before;
        }

        /** Binds what is inside a reference or comprehension, and all of any other term. */
        Term inner(Term term) {
            if (term instanceof RefTerm ref) {
                return headRef(ref);
            }
            return term instanceof ComprehensionTerm comprehension
                    ? comprehension.withBody(body(comprehension.body()))
                    : term(term);
        }

        @Override
        public Body body(Body body) {
            return DynamicTerms.this.body(body);
        }

        @Override
        public Term visitRef(RefTerm ref) {
            return variable(inner(ref));
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            return variable(inner(term));
        }

        /** Calls have none in their arguments any more. */
        @Override
        public Term visitCall(CallTerm call) {
            return call;
        }

        @Override
        public Term visitTemplateString(TemplateStringTerm term) {
            return term;
        }

        private VarTerm variable(Term value) {
            VarTerm variable = names.generate(value.origin());
            before.add(Bodies.generated(variable, value).withModifiers(owner.with()));
            names.subject(variable.name(), value);
            return variable;
        }
    }
}
