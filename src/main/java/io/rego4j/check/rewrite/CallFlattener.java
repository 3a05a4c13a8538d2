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
import io.rego4j.ast.With;
import io.rego4j.check.module.GeneratedVars;
import io.rego4j.check.module.ModuleUnit;
import io.rego4j.check.module.RuleUnit;
import io.rego4j.check.tree.Bodies;
import io.rego4j.check.tree.Constants;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

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
        List<Expr> support = new ArrayList<>();
        List<Term> args = new ArrayList<>();
        for (Term arg : rule.args) {
            args.add(term(arg, support));
        }
        rule.args = args;
        rule.key = rule.key == null ? null : term(rule.key, support);
        rule.value = rule.value == null ? null : term(rule.value, support);
        rule.append(support);
        rule.body = exprs(rule.body);
    }

    private Body body(Body body) {
        return new Body(exprs(body.exprs()));
    }

    private List<Expr> exprs(List<Expr> body) {
        List<Expr> result = new ArrayList<>(body.size());
        body.forEach(expr -> expr(expr, result));
        return result;
    }

    private void expr(Expr expr, List<Expr> result) {
        List<With> modifiers = new ArrayList<>();
        for (With with : expr.with()) {
            modifiers.add(new With(with.target(), term(with.value(), result), with.origin()));
        }
        if (expr.terms() instanceof CallTerm call && (expr.generated() || !isTemplate(call))) {
            List<Expr> support = new ArrayList<>();
            List<Term> args = new ArrayList<>();
            for (Term arg : call.args()) {
                args.add(term(arg, support));
            }
            support.forEach(s -> result.add(s.withModifiers(modifiers)));
            result.add(expr.withTerms(flat(call, args)).withModifiers(modifiers));
        } else if (expr.terms() instanceof Term term) {
            List<Expr> support = new ArrayList<>();
            Term output = term(term, support);
            support.forEach(s -> result.add(s.withModifiers(modifiers)));
            result.add(expr.withTerms(output).withModifiers(modifiers));
        } else if (expr.terms() instanceof Every every) {
            VarTerm domain = names.generate(every.domain().origin());
            expr(Bodies.generated(domain, every.domain()).withModifiers(modifiers), result);
            Every flat = new Every(every.key(), every.value(), domain, body(every.body()), every.origin());
            result.add(expr.withTerms(flat).withModifiers(modifiers));
        } else if (expr.terms() instanceof Not not) {
            result.add(expr.withTerms(new Not(body(not.body()), not.explicitBody(), not.origin()))
                    .withModifiers(modifiers));
        } else if (expr.terms() instanceof LogicalAnd and) {
            result.add(expr.withTerms(new LogicalAnd(
                            body(and.lhs()), body(and.rhs()), and.explicitLhs(), and.explicitRhs(), and.origin()))
                    .withModifiers(modifiers));
        } else if (expr.terms() instanceof LogicalOr or) {
            result.add(expr.withTerms(new LogicalOr(
                            body(or.lhs()), body(or.rhs()), or.explicitLhs(), or.explicitRhs(), or.origin()))
                    .withModifiers(modifiers));
        }
    }

    /** A template string is a value even where it is an expression by itself. */
    private static boolean isTemplate(CallTerm call) {
        return call.args().size() == 1 && Refs.operatorName(call).equals("internal.template_string");
    }

    /** A call without calls in it. OPA puts the METADATA in place of what asks for it, whatever the arguments are. */
    private static CallTerm flat(CallTerm call, List<Term> args) {
        String name = Refs.operatorName(call);
        boolean metadata = name.equals("rego.metadata.chain") || name.equals("rego.metadata.rule");
        List<Term> kept = metadata && args.size() > 1 ? args.subList(0, 1) : args;
        return new CallTerm(call.operator(), kept, call.origin());
    }

    /** The term without calls; what they were goes into {@code support}. */
    private Term term(Term term, List<Expr> support) {
        if (Constants.isScalar(term) || term instanceof VarTerm) {
            return term;
        } else if (term instanceof CallTerm call) {
            List<Term> args = new ArrayList<>();
            for (Term arg : call.args()) {
                args.add(term(arg, support));
            }
            VarTerm output = names.generate(term.origin());
            args.add(output);
            support.add(new Expr(flat(call, args), List.of(), false, true, term.origin()));
            return output;
        } else if (term instanceof RefTerm ref) {
            return ref(ref, support);
        } else if (term instanceof ArrayTerm array) {
            return new ArrayTerm(terms(array.items(), support), term.origin());
        } else if (term instanceof SetTerm set) {
            return new SetTerm(terms(set.items(), support), term.origin());
        } else if (term instanceof ObjectTerm object) {
            List<ObjectTerm.Entry> entries = new ArrayList<>();
            for (ObjectTerm.Entry entry : object.entries()) {
                Term key = term(entry.key(), support);
                entries.add(new ObjectTerm.Entry(key, term(entry.value(), support)));
            }
            return new ObjectTerm(entries, term.origin());
        }
        return comprehension(term);
    }

    private List<Term> terms(List<Term> terms, List<Expr> support) {
        List<Term> flat = new ArrayList<>(terms.size());
        for (Term term : terms) {
            flat.add(term(term, support));
        }
        return flat;
    }

    private Term ref(RefTerm ref, List<Expr> support) {
        List<Term> terms = new ArrayList<>();
        for (Term part : ref.terms()) {
            Term flat = term(part, support);
            if (part instanceof CallTerm && flat instanceof VarTerm output) {
                names.subject(output.name(), part);
            }
            terms.add(flat);
        }
        Term head = terms.get(0);
        if (head instanceof ArrayTerm
                || head instanceof ObjectTerm
                || head instanceof SetTerm
                || NodeQueries.isComprehension(head)) {
            VarTerm variable = names.generate(head.origin());
            support.add(Bodies.generated(variable, head));
            names.subject(variable.name(), head);
            terms.set(0, variable);
        }
        return new RefTerm(terms, ref.origin());
    }

    private Term comprehension(Term term) {
        List<Expr> support = new ArrayList<>();
        if (term instanceof ArrayComprehensionTerm array) {
            Term item = term(array.term(), support);
            return new ArrayComprehensionTerm(item, body(Bodies.append(array.body(), support)), term.origin());
        } else if (term instanceof SetComprehensionTerm set) {
            Term item = term(set.term(), support);
            return new SetComprehensionTerm(item, body(Bodies.append(set.body(), support)), term.origin());
        } else if (term instanceof ObjectComprehensionTerm object) {
            Term key = term(object.key(), support);
            Term value = term(object.value(), support);
            return new ObjectComprehensionTerm(key, value, body(Bodies.append(object.body(), support)), term.origin());
        }
        return term;
    }
}
