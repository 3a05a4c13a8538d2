package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.format.layout.ExprWriter.UnionLead;
import io.rego4j.format.text.SourceLocation;

/** Writes a body, each expression on a line: OPA's {@code writeBody}. */
final class BodyWriter {
    private final WriterContext w;

    BodyWriter(WriterContext w) {
        this.w = w;
    }

    void write(Body body) {
        write(body, UnionLead.FREE);
    }

    /** Writes a body; {@code first} is about its first expression. */
    void write(Body body, UnionLead first) {
        w.comments.insert(w.places.of(body.get(0)));
        SourceLocation last = null;
        for (int i = 0; i < body.size(); i++) {
            Expr expr = body.get(i);
            SourceLocation place = w.places.of(expr);
            if (last != null && place.row() > last.endRow() + 1) {
                w.comments.blankLine();
            }
            w.comments.writeOwn(expr);
            w.comments.startLine();
            UnionLead lead = i == 0 ? first : UnionLead.FREE;
            w.comments.attempt(() -> w.exprs.write(expr, lead));
            if (i + 1 < body.size() && w.syntax.separates(body.get(i + 1))) {
                w.out.write(';');
            }
            w.comments.endLine();
            last = place;
        }
    }
}
