package io.rego4j.format.layout;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.format.layout.ExprWriter.UnionLead;
import io.rego4j.format.text.AnyBelow;
import io.rego4j.format.text.SourceLocation;

/** Writes comprehensions, and the bodies in braces that are laid out like theirs. */
final class ComprehensionWriter {
    private final WriterContext w;
    private final AnyBelow commented =
            new AnyBelow(node -> !node.origin().comments().isEmpty());

    ComprehensionWriter(WriterContext w) {
        this.w = w;
    }

    void write(ArrayComprehensionTerm comprehension, SourceLocation place) {
        w.out.write('[');
        try {
            write('[', ']', comprehension.term(), w.places.of(comprehension.term()), comprehension.body(), place);
        } finally {
            w.out.write(']');
        }
    }

    void write(SetComprehensionTerm comprehension, SourceLocation place) {
        w.out.write('{');
        try {
            write('{', '}', comprehension.term(), w.places.of(comprehension.term()), comprehension.body(), place);
        } finally {
            w.out.write('}');
        }
    }

    void write(ObjectComprehensionTerm comprehension, SourceLocation place) {
        w.out.write('{');
        try {
            boolean parens = w.syntax.parenthesizesKey(comprehension.key());
            if (parens) {
                w.out.write('(');
            }
            w.terms.write(comprehension.key());
            if (parens) {
                w.out.write(')');
            }
            w.out.write(": ");
            // The value stays beside its key, so it is given the row of the brace.
            SourceLocation value = w.places.of(comprehension.value()).inRow(place.row());
            write('{', '}', comprehension.value(), value, comprehension.body(), place);
        } finally {
            w.out.write('}');
        }
    }

    private void write(char open, char close, Term term, SourceLocation termPlace, Body body, SourceLocation place) {
        if (termPlace.row() > place.row()) {
            w.comments.endLine();
            w.comments.startLine();
        }
        boolean parens = w.syntax.parenthesizesHead(term, termPlace);
        w.terms.writeOrFail(term, termPlace, parens);
        w.out.write(" |");
        writeBody(open, close, body, termPlace, place, UnionLead.FREE);
    }

    /** True if a builder put a comment before an expression in a body, which needs a line. */
    boolean hasComments(Body body) {
        return commented.any(body.exprs());
    }

    /**
     * Writes a body between brackets, on one line if it stood on the line of what is before it: OPA's {@code
     * writeComprehensionBody}.
     *
     * @param before the place of what stands before the body
     * @param place the place of the whole, in which the brackets are sought
     * @param first about the first expression of the body
     */
    void writeBody(char open, char close, Body body, SourceLocation before, SourceLocation place, UnionLead first) {
        boolean multiline = hasComments(body)
                || w.places.of(body.get(0)).row() > before.row()
                || w.items.areOnManyLines(body.exprs(), before);
        if (multiline) {
            w.comments.endLine();
            w.out.up();
        }
        try {
            if (multiline) {
                w.bodies.write(body, first);
            } else {
                for (int i = 0; i < body.size(); i++) {
                    w.out.write(i == 0 ? " " : "; ");
                    w.exprs.write(body.get(i), i == 0 ? first : UnionLead.FREE);
                }
            }
            w.comments.dropOnFailure(() -> w.comments.insert(w.closing(place, open, close)));
        } finally {
            if (multiline) {
                w.out.down();
                w.comments.startLine();
            }
        }
    }
}
