package io.rego4j.check.resolve;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.ScalarTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.tree.Refs;
import io.rego4j.check.tree.TermKindVisitor;
import java.util.List;

/** The left side of {@code :=}: declares each of its variables; other terms are errors. */
final class AssignmentTargets implements TermKindVisitor<Term> {
    private final ScopedBodyRewriter bodies;

    AssignmentTargets(ScopedBodyRewriter bodies) {
        this.bodies = bodies;
    }

    Term term(Term term) {
        return term.accept(this);
    }

    @Override
    public Term visitVar(VarTerm variable) {
        return declared(variable.name(), variable);
    }

    @Override
    public Term visitArray(ArrayTerm array) {
        return new ArrayTerm(array.items().stream().map(this::term).toList(), array.origin());
    }

    @Override
    public Term visitObject(ObjectTerm object) {
        List<ObjectTerm.Entry> entries = object.entries().stream()
                .map(e -> new ObjectTerm.Entry(e.key(), term(e.value())))
                .toList();
        return new ObjectTerm(entries, object.origin());
    }

    @Override
    public Term visitRef(RefTerm ref) {
        String name = ref.headName();
        return Refs.isRootDocument(ref) && name != null ? declared(name, ref) : refused(ref);
    }

    @Override
    public Term visitScalar(ScalarTerm term) {
        return refused(term);
    }

    @Override
    public Term visitSet(SetTerm term) {
        return refused(term);
    }

    @Override
    public Term visitCall(CallTerm term) {
        return refused(term);
    }

    @Override
    public Term visitComprehension(ComprehensionTerm term) {
        return refused(term);
    }

    @Override
    public Term visitTemplateString(TemplateStringTerm term) {
        return refused(term);
    }

    private Term refused(Term term) {
        bodies.error(term.origin(), "cannot assign to " + term.kind());
        return term;
    }

    private Term declared(String name, Term term) {
        String replacement = bodies.declare(name, Occurrence.ASSIGNED, term.origin());
        return replacement == null ? term : new VarTerm(replacement, term.origin());
    }
}
