package io.rego4j.check.resolve;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.safety.VarCollector;
import io.rego4j.check.tree.NodeQueries;
import io.rego4j.check.tree.Refs;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Replaces variables by their new names, and opens a scope for each comprehension. */
final class ScopedTermRewriter extends Rewriter {
    private final ScopedBodyRewriter bodies;

    ScopedTermRewriter(ScopedBodyRewriter bodies) {
        this.bodies = bodies;
    }

    List<With> modifiers(List<With> with) {
        return with.stream().map(this::with).toList();
    }

    @Override
    public Term visitVar(VarTerm term) {
        String name = term.name();
        String replacement = bodies.scopes.declared(name);
        if (replacement != null) {
            bodies.scopes.seen(name);
            return replacement.equals(name) ? term : new VarTerm(replacement, term.origin());
        }
        bodies.scopes.insert(name, name, Occurrence.SEEN);
        return term;
    }

    @Override
    public Term visitRef(RefTerm ref) {
        if (Refs.isRootDocument(ref)) {
            String name = ((VarTerm) ref.head()).name();
            Occurrence occurrence = bodies.scopes.anyOccurrence(name);
            String replacement = bodies.scopes.declared(name);
            boolean visible = occurrence == null || occurrence == Occurrence.SEEN;
            return visible || replacement == null ? ref : new VarTerm(replacement, ref.origin());
        }
        RefTerm rewritten = (RefTerm) super.visitRef(ref);
        return isFromName(ref) ? withHead(rewritten, ref.head()) : rewritten;
    }

    /**
     * True for the reference that the name of a rule or import was resolved to: no variable hides the document that it
     * starts with.
     */
    private static boolean isFromName(RefTerm ref) {
        Origin head = ref.head().origin();
        return head.isPresent()
                && ref.terms().size() > 1
                && Refs.isRootName(ref.head())
                && ref.terms().get(1).origin().start() == head.start();
    }

    private static RefTerm withHead(RefTerm ref, Term head) {
        List<Term> terms = new ArrayList<>(ref.terms());
        terms.set(0, head);
        return new RefTerm(terms, ref.origin());
    }

    /** Rewrites a term; a call that is an expression by itself does not come here, and is checked by later stages. */
    @Override
    public Term term(Term term) {
        if (term instanceof CallTerm call) {
            NodeQueries.vars(List.of(call.operator()), variable -> {
                String replacement = bodies.scopes.declared(variable.name());
                if (replacement != null && !replacement.equals(variable.name())) {
                    bodies.error(term.origin(), "called function " + Refs.operatorRef(call) + " shadowed");
                }
            });
        }
        return super.term(term);
    }

    @Override
    protected Term operator(Term operator) {
        return super.term(operator);
    }

    @Override
    public With with(With with) {
        Term target = term(with.target());
        String input = bodies.scopes.declared("input");
        if (input != null) {
            // The target of with is the document, even where a variable of that name hides it.
            if (Refs.isVar(target, input)) {
                target = new RefTerm(List.of(new VarTerm("input", target.origin())), target.origin());
            } else if (target instanceof RefTerm ref && Refs.isVar(ref.head(), input)) {
                List<Term> terms = new ArrayList<>(ref.terms());
                terms.set(0, new VarTerm("input", ref.head().origin()));
                target = new RefTerm(terms, ref.origin());
            }
        }
        return new With(target, term(with.value()), with.origin());
    }

    @Override
    protected Term comprehension(ComprehensionTerm term) {
        bodies.scopes.push();
        Set<String> used = VarCollector.ofTerms(term.terms(), VarCollector.NOTHING);
        Body body = new Body(bodies.body(term.body().exprs(), used));
        Term rewritten = term.withParts(terms(term.terms()), body);
        bodies.scopes.pop();
        return rewritten;
    }
}
