package io.rego4j.migrate;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.ast.With;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.language.NameRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the local variables and parameters called {@code input} or {@code data}, which Rego v1 forbids, with all their uses.
 * Which scope a name belongs to follows OPA's {@code rewriteLocalVars}: a body declares for itself, for the bodies in it and,
 * where it is a rule's, for the head; the target of {@code with} is always the document.
 */
final class ShadowedDocuments extends Rewriter {
    private final List<VarTerm> found = new ArrayList<>();
    private Set<String> hidden = Set.of();

    private ShadowedDocuments() {}

    /** Each place where a name is a variable's and not the document's. */
    static List<VarTerm> of(RegoModule module) {
        ShadowedDocuments search = new ShadowedDocuments();
        search.module(module);
        return search.found;
    }

    @Override
    public Rule rule(Rule rule) {
        Set<String> outer = hidden;
        Set<String> parameters = with(outer, names(rule.head().args()));
        hidden = with(parameters, declared(rule.body()));
        head(rule.head());
        body(rule.body());
        hidden = parameters;
        Rule otherwise = rule.elseRule();
        if (otherwise != null) {
            DeepStack.step(() -> rule(otherwise));
        }
        hidden = outer;
        return rule;
    }

    @Override
    public Term visitArrayComprehension(ArrayComprehensionTerm term) {
        return within(term.body(), () -> super.visitArrayComprehension(term));
    }

    @Override
    public Term visitSetComprehension(SetComprehensionTerm term) {
        return within(term.body(), () -> super.visitSetComprehension(term));
    }

    @Override
    public Term visitObjectComprehension(ObjectComprehensionTerm term) {
        return within(term.body(), () -> super.visitObjectComprehension(term));
    }

    @Override
    public ExprTerms visitEvery(Every every) {
        return within(every.body(), () -> super.visitEvery(every));
    }

    @Override
    public With with(With with) {
        if (with.target() instanceof RefTerm target) {
            terms(target.operands());
        }
        term(with.value());
        return with;
    }

    @Override
    public Term visitVar(VarTerm variable) {
        if (hidden.contains(variable.name())) {
            found.add(variable);
        }
        return variable;
    }

    private <T> T within(Body body, Supplier<T> visit) {
        Set<String> outer = hidden;
        hidden = with(outer, declared(body));
        T result = visit.get();
        hidden = outer;
        return result;
    }

    private static Set<String> with(Set<String> names, Set<String> more) {
        if (more.isEmpty()) {
            return names;
        }
        Set<String> all = new HashSet<>(names);
        all.addAll(more);
        return all;
    }

    /** The documents' names that the expressions of a body declare by {@code :=} or {@code some}. */
    private static Set<String> declared(Body body) {
        List<Term> declarations = new ArrayList<>();
        for (Expr expr : body.exprs()) {
            if (expr.terms() instanceof CallTerm call
                    && call.calls("assign")
                    && !call.args().isEmpty()) {
                declarations.add(call.args().get(0));
            } else if (expr.terms() instanceof SomeDecl some && !some.isMembership()) {
                declarations.addAll(some.symbols());
            }
        }
        return names(declarations);
    }

    /** The documents' names in patterns: by themselves, not as what a longer reference starts with. */
    private static Set<String> names(Collection<Term> patterns) {
        Set<String> names = new HashSet<>();
        NodeWalk.walk(patterns, (Node node) -> {
            if (node instanceof RefTerm ref) {
                return ref.terms().size() == 1;
            }
            if (node instanceof VarTerm variable && NameRules.isRootDocument(variable.name())) {
                names.add(variable.name());
            }
            return true;
        });
        return names;
    }
}
