package io.rego4j.format.layout;

import io.rego4j.ast.ArrayComprehensionTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.ObjectComprehensionTerm;
import io.rego4j.ast.SetComprehensionTerm;
import io.rego4j.ast.Term;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;

/** Writes comprehensions, and the bodies in braces that are laid out like theirs. */
final class ComprehensionWriter {
    private final WriterContext w;

    ComprehensionWriter(WriterContext w) {
        this.w = w;
    }

    void write(ArrayComprehensionTerm comprehension, SourceLocation place) throws UnexpectedComment {
        w.out.write('[');
        try {
            write('[', ']', comprehension.term(), w.places.of(comprehension.term()), comprehension.body(), place);
        } finally {
            w.out.write(']');
        }
    }

    void write(SetComprehensionTerm comprehension, SourceLocation place) throws UnexpectedComment {
        w.out.write('{');
        try {
            write('{', '}', comprehension.term(), w.places.of(comprehension.term()), comprehension.body(), place);
        } finally {
            w.out.write('}');
        }
    }

    void write(ObjectComprehensionTerm comprehension, SourceLocation place) throws UnexpectedComment {
        w.out.write('{');
        try {
            boolean parens = Operators.isUnion(comprehension.key()) && !w.careful;
            if (parens) {
                w.out.write('(');
            }
            w.losing(() -> {
                if (w.careful) {
                    w.terms.write(true, comprehension.key());
                } else {
                    w.terms.write(comprehension.key());
                }
            });
            if (parens) {
                w.out.write(')');
            }
            w.out.write(": ");
            // The value stays beside its key, so it is said to stand in the row of the brace.
            SourceLocation value = w.places.of(comprehension.value()).inRow(place.row());
            write('{', '}', comprehension.value(), value, comprehension.body(), place);
        } finally {
            w.out.write('}');
        }
    }

    private void write(char open, char close, Term term, SourceLocation termPlace, Body body, SourceLocation place)
            throws UnexpectedComment {
        if (termPlace.row() > place.row()) {
            w.out.endLine();
            w.out.startLine();
        }
        boolean parens =
                w.careful || term instanceof CallTerm && (Operators.isUnion(term) || termPlace.startsWith('('));
        w.losing(() -> w.terms.write(parens, term, termPlace));
        w.out.write(" |");
        writeBody(open, close, body, termPlace, place);
    }

    /** True if a builder put a comment before an expression in a body, which needs a line. */
    static boolean hasComments(Body body) {
        return NodeWalk.any(body.exprs(), node -> !node.origin().comments().isEmpty());
    }

    /**
     * Writes a body between brackets, on one line if it stood on the line of what is before it: OPA's {@code
     * writeComprehensionBody}.
     *
     * @param before the place of what stands before the body
     * @param place the place of the whole, in which the brackets are sought
     */
    void writeBody(char open, char close, Body body, SourceLocation before, SourceLocation place)
            throws UnexpectedComment {
        boolean multiline = hasComments(body)
                || w.places.of(body.get(0)).row() > before.row()
                || w.items.areOnManyLines(body.exprs(), before);
        if (multiline) {
            w.out.endLine();
            w.out.up();
        }
        try {
            if (multiline) {
                w.bodies.write(body);
            } else {
                String separator = " ";
                for (Expr expr : body) {
                    w.out.write(separator);
                    w.exprs.write(expr);
                    separator = "; ";
                }
            }
            w.losing(() -> w.comments.insert(w.closing(place, open, close)));
        } finally {
            if (multiline) {
                w.out.down();
                w.out.startLine();
            }
        }
    }
}
