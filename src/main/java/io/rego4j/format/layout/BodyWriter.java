package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Term;
import io.rego4j.format.text.LeadingTerm;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;

/** Writes a body, each expression on a line: OPA's {@code writeBody}. */
final class BodyWriter {
    private final WriterContext w;

    BodyWriter(WriterContext w) {
        this.w = w;
    }

    void write(Body body) throws UnexpectedComment {
        w.comments.insert(w.places.of(body.get(0)));
        SourceLocation last = null;
        for (int i = 0; i < body.size(); i++) {
            Expr expr = body.get(i);
            SourceLocation place = w.places.of(expr);
            if (last != null && place.row() > last.endRow() + 1) {
                w.out.blankLine();
            }
            w.comments.writeOwn(expr);
            w.out.startLine();
            w.tolerating(() -> w.exprs.write(expr));
            if (w.careful && i + 1 < body.size() && LeadingTerm.isMinus(body.get(i + 1))) {
                // Without it the minus would be an operator between two lines.
                w.out.write(';');
            }
            w.out.endLine();
            last = place;
        }
    }

    /** Puts the union with which a body starts in parentheses: after a brace, {@code x | y} is a comprehension. */
    void markUnionLead(Expr expr) {
        if (expr.negated()) {
            return;
        }
        if (LogicalWriter.isLogical(expr)) {
            Expr lead = w.logical.lead(expr);
            if (lead != null) {
                markUnionLead(lead);
            }
        } else if (Operators.isUnion(expr)) {
            w.parenExpr = expr;
        } else if (expr.terms() instanceof CallTerm call) {
            Term lead = Operators.leadOf(call);
            if (lead != null && Operators.isUnion(lead)) {
                w.parenTerm = lead;
            }
        }
    }
}
