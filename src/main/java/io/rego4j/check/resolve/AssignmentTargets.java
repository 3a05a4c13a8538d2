package io.rego4j.check.resolve;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.resolve.Scopes.Occurrence;
import io.rego4j.check.tree.Refs;
import java.util.List;

/** The left side of {@code :=}: each of its variables is declared; what cannot be assigned to is an error. */
final class AssignmentTargets {
    private final ScopedBodyRewriter bodies;

    AssignmentTargets(ScopedBodyRewriter bodies) {
        this.bodies = bodies;
    }

    Term term(Term term) {
        if (term instanceof VarTerm variable) {
            return declared(variable.name(), term);
        } else if (term instanceof ArrayTerm array) {
            return new ArrayTerm(array.items().stream().map(this::term).toList(), term.origin());
        } else if (term instanceof ObjectTerm object) {
            List<ObjectTerm.Entry> entries = object.entries().stream()
                    .map(e -> new ObjectTerm.Entry(e.key(), term(e.value())))
                    .toList();
            return new ObjectTerm(entries, term.origin());
        } else if (Refs.isRootDocument(term)) {
            return declared(((VarTerm) ((RefTerm) term).head()).name(), term);
        }
        bodies.error(term.origin(), "cannot assign to " + term.kind());
        return term;
    }

    private Term declared(String name, Term term) {
        String stands = bodies.declare(name, Occurrence.ASSIGNED, term.origin());
        return stands == null ? term : new VarTerm(stands, term.origin());
    }
}
