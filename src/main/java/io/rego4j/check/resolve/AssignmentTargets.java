package io.rego4j.check.resolve;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.ast.VarTerm;
import io.rego4j.check.resolve.VarScopes.Occurrence;
import io.rego4j.check.tree.Refs;
import java.util.List;

/** The left side of {@code :=}: declares each of its variables; other terms are errors. */
final class AssignmentTargets {
    private final ScopedBodyRewriter bodies;

    AssignmentTargets(ScopedBodyRewriter bodies) {
        this.bodies = bodies;
    }

    Term term(Term term) {
        return switch (TermKind.of(term)) {
            case VAR -> declared(((VarTerm) term).name(), term);
            case ARRAY -> {
                ArrayTerm array = (ArrayTerm) term;
                yield new ArrayTerm(array.items().stream().map(this::term).toList(), array.origin());
            }
            case OBJECT -> {
                ObjectTerm object = (ObjectTerm) term;
                List<ObjectTerm.Entry> entries = object.entries().stream()
                        .map(e -> new ObjectTerm.Entry(e.key(), term(e.value())))
                        .toList();
                yield new ObjectTerm(entries, object.origin());
            }
            case REF -> {
                String name = ((RefTerm) term).headName();
                yield Refs.isRootDocument(term) && name != null ? declared(name, term) : refused(term);
            }
            case NULL,
                    BOOLEAN,
                    NUMBER,
                    STRING,
                    SET,
                    CALL,
                    ARRAY_COMPREHENSION,
                    SET_COMPREHENSION,
                    OBJECT_COMPREHENSION,
                    TEMPLATE_STRING -> refused(term);
        };
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
