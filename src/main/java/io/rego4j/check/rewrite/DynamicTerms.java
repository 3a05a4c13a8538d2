package io.rego4j.check.rewrite;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.NodeQueries;
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
            result.add(expr(expr, result));
        }
        return result;
    }

    private Expr expr(Expr expr, List<Expr> before) {
        if (expr.terms() instanceof CallTerm call) {
            return call(expr, call, before);
        } else if (expr.terms() instanceof Term term) {
            return expr.withTerms(inner(expr, term, before));
        } else if (expr.terms() instanceof Every every) {
            Term domain = bound(expr, every.domain(), before);
            return expr.withTerms(new Every(every.key(), every.value(), domain, body(every.body()), every.origin()));
        } else if (expr.terms() instanceof Not not) {
            return expr.withTerms(new Not(body(not.body()), not.explicitBody(), not.origin()));
        } else if (expr.terms() instanceof LogicalAnd and) {
            return expr.withTerms(new LogicalAnd(
                    body(and.lhs()), body(and.rhs()), and.explicitLhs(), and.explicitRhs(), and.origin()));
        } else if (expr.terms() instanceof LogicalOr or) {
            return expr.withTerms(
                    new LogicalOr(body(or.lhs()), body(or.rhs()), or.explicitLhs(), or.explicitRhs(), or.origin()));
        }
        return expr;
    }

    private Expr call(Expr expr, CallTerm call, List<Expr> before) {
        List<Term> args = new ArrayList<>();
        boolean equal = Refs.calls(call, "equal") && call.args().size() == 2;
        if (equal || Refs.isEquality(expr)) {
            if (call.args().size() != 2) {
                return expr;
            }
            call.args().forEach(arg -> args.add(inner(expr, arg, before)));
            Term operator = equal
                    ? new RefTerm(List.of(new VarTerm("eq")), call.operator().origin())
                    : call.operator();
            return expr.withTerms(new CallTerm(operator, args, call.origin()));
        }
        call.args().forEach(arg -> args.add(bound(expr, arg, before)));
        return expr.withTerms(new CallTerm(call.operator(), args, call.origin()));
    }

    /** Binds what is inside a reference or comprehension, and all of any other term. */
    private Term inner(Expr owner, Term term, List<Expr> before) {
        if (term instanceof RefTerm ref) {
            return operands(owner, ref, before);
        } else if (NodeQueries.isComprehension(term)) {
            return comprehension(term);
        }
        return bound(owner, term, before);
    }

    private Term bound(Expr owner, Term term, List<Expr> before) {
        if (term instanceof RefTerm ref) {
            return variable(owner, operands(owner, ref, before), before);
        } else if (term instanceof ArrayTerm array) {
            return new ArrayTerm(all(owner, array.items(), before), term.origin());
        } else if (term instanceof SetTerm set) {
            return new SetTerm(all(owner, set.items(), before), term.origin());
        } else if (term instanceof ObjectTerm object) {
            List<ObjectTerm.Entry> entries = new ArrayList<>();
            for (ObjectTerm.Entry entry : object.entries()) {
                Term key = bound(owner, entry.key(), before);
                entries.add(new ObjectTerm.Entry(key, bound(owner, entry.value(), before)));
            }
            return new ObjectTerm(entries, term.origin());
        } else if (NodeQueries.isComprehension(term)) {
            return variable(owner, comprehension(term), before);
        }
        return term;
    }

    private List<Term> all(Expr owner, List<Term> terms, List<Expr> before) {
        List<Term> bound = new ArrayList<>(terms.size());
        terms.forEach(term -> bound.add(bound(owner, term, before)));
        return bound;
    }

    private RefTerm operands(Expr owner, RefTerm ref, List<Expr> before) {
        List<Term> terms = new ArrayList<>(ref.terms().size());
        terms.add(ref.head());
        for (Term operand : ref.terms().subList(1, ref.terms().size())) {
            terms.add(bound(owner, operand, before));
        }
        return new RefTerm(terms, ref.origin());
    }

    private VarTerm variable(Expr owner, Term value, List<Expr> before) {
        VarTerm variable = names.generate(value.origin());
        before.add(Bodies.generated(variable, value).withModifiers(owner.with()));
        names.subject(variable.name(), value);
        return variable;
    }

    private Term comprehension(Term term) {
        if (term instanceof ArrayComprehensionTerm array) {
            return new ArrayComprehensionTerm(array.term(), body(array.body()), term.origin());
        } else if (term instanceof SetComprehensionTerm set) {
            return new SetComprehensionTerm(set.term(), body(set.body()), term.origin());
        } else if (term instanceof ObjectComprehensionTerm object) {
            return new ObjectComprehensionTerm(object.key(), object.value(), body(object.body()), term.origin());
        }
        return term;
    }
}
