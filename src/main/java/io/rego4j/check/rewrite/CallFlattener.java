package io.rego4j.check.rewrite;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.CollectionTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes nested calls out, each into an expression of its own before the one that needs its value, and the heads of
 * references that are no variables: OPA's stage {@code RewriteExprTerms}.
 */
public final class CallFlattener {
    private final GeneratedVars names;

    public CallFlattener(GeneratedVars names) {
        this.names = names;
    }

    public void run(Collection<ModuleUnit> modules) {
        modules.forEach(module -> module.eachRule(this::rule));
    }

    private void rule(RuleUnit rule) {
        Flat head = new Flat();
        rule.changeHead(head::term);
        rule.append(head.support);
        rule.body = exprs(rule.body);
    }

    private Body body(Body body) {
        List<Expr> exprs = exprs(body.exprs());
        return exprs.isEmpty() ? Body.of(new Expr(new BooleanTerm(true))) : new Body(exprs);
    }

    private List<Expr> exprs(List<Expr> body) {
        List<Expr> result = new ArrayList<>(body.size());
        body.forEach(expr -> add(expr, result));
        return result;
    }

    private void add(Expr expr, List<Expr> result) {
        List<With> modifiers = new ArrayList<>();
        for (With with : expr.with()) {
            Flat value = new Flat();
            Term flat = value.term(with.value());
            result.addAll(value.support);
            modifiers.add(new With(with.target(), flat, with.origin()));
        }
        expr.terms().accept(new Statement(expr, modifiers, result));
    }

    /** Adds an expression of each kind to a body, after the expressions that its calls become. */
    private final class Statement implements ExprVisitor<@Nullable Void> {
        private final Expr expr;
        private final List<With> modifiers;
        private final List<Expr> result;

        Statement(Expr expr, List<With> modifiers, List<Expr> result) {
            this.expr = expr;
            this.modifiers = modifiers;
            this.result = result;
        }

        @Override
        public @Nullable Void visitCall(CallTerm call) {
            if (!expr.generated() && isTemplate(call)) {
                return visitTerm(call);
            }
            Flat flat = new Flat();
            return add(
                    flat.support,
                    flat(call, call.args().stream().map(flat::term).toList()));
        }

        @Override
        public @Nullable Void visitTerm(Term term) {
            Flat flat = new Flat();
            Term output = flat.term(term);
            return add(flat.support, output);
        }

        @Override
        public @Nullable Void visitEvery(Every every) {
            VarTerm domain = names.generate(every.domain().origin());
            CallFlattener.this.add(Bodies.generated(domain, every.domain()).withModifiers(modifiers), result);
            return add(List.of(), new Every(every.key(), every.value(), domain, body(every.body()), every.origin()));
        }

        @Override
        public @Nullable Void visitNot(Not not) {
            return add(List.of(), new Not(body(not.body()), not.explicitBody(), not.origin()));
        }

        @Override
        public @Nullable Void visitLogicalAnd(LogicalAnd and) {
            return logical(and);
        }

        @Override
        public @Nullable Void visitLogicalOr(LogicalOr or) {
            return logical(or);
        }

        private @Nullable Void logical(LogicalOperation operation) {
            return add(List.of(), operation.withOperands(body(operation.lhs()), body(operation.rhs())));
        }

        /** One is left only in a body that {@code LocalVars} leaves as it is. */
        @Override
        public @Nullable Void visitSomeDecl(SomeDecl some) {
            return null;
        }

        private @Nullable Void add(List<Expr> support, ExprTerms flat) {
            support.forEach(s -> result.add(s.withModifiers(modifiers)));
            result.add(expr.withTerms(flat).withModifiers(modifiers));
            return null;
        }
    }

    /** A template string is a value even where it is an expression by itself. */
    private static boolean isTemplate(CallTerm call) {
        return call.args().size() == 1 && Refs.operatorName(call).equals("internal.template_string");
    }

    /**
     * A call without calls in it. OPA replaces {@code rego.metadata.chain} and {@code rego.metadata.rule} whatever
     * their arguments are.
     */
    private static CallTerm flat(CallTerm call, List<Term> args) {
        String name = Refs.operatorName(call);
        boolean metadata = name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule");
        List<Term> kept = metadata && args.size() > 1 ? args.subList(0, 1) : args;
        return new CallTerm(call.operator(), kept, call.origin());
    }

    /** Makes terms without calls; the expressions that compute their values go into {@link #support}. */
    private final class Flat extends Rewriter {
        final List<Expr> support = new ArrayList<>();

        @Override
        public Term visitCall(CallTerm call) {
            List<Term> args = new ArrayList<>(terms(call.args()));
            VarTerm output = names.generate(call.origin());
            args.add(output);
            support.add(new Expr(flat(call, args), List.of(), false, true, call.origin()));
            return output;
        }

        @Override
        public Term visitRef(RefTerm ref) {
            List<Term> flat = new ArrayList<>(terms(ref.terms()));
            for (int i = 0; i < flat.size(); i++) {
                if (ref.terms().get(i) instanceof CallTerm call && flat.get(i) instanceof VarTerm output) {
                    names.subject(output.name(), call);
                }
            }
            Term head = flat.get(0);
            if (head instanceof CollectionTerm || head instanceof ComprehensionTerm) {
                VarTerm variable = names.generate(head.origin());
                support.add(Bodies.generated(variable, head));
                names.subject(variable.name(), head);
                flat.set(0, variable);
            }
            return new RefTerm(flat, ref.origin());
        }

        @Override
        protected Term comprehension(ComprehensionTerm term) {
            Flat flat = new Flat();
            List<Term> terms = flat.terms(term.terms());
            return term.withParts(terms, CallFlattener.this.body(Bodies.append(term.body(), flat.support)));
        }

        /** A template string is left only where it is not supported, which is an error already. */
        @Override
        public Term visitTemplateString(TemplateStringTerm term) {
            return term;
        }
    }
}
