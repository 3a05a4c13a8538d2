package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Every;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprVisitor;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.Not;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.Term;
import io.rego4j.ast.With;
import io.rego4j.format.text.LeadingBrace;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes an expression with its modifiers: OPA's {@code writeExpr}. */
final class ExprWriter {
    private final WriterContext w;

    ExprWriter(WriterContext w) {
        this.w = w;
    }

    void write(Expr expr) throws UnexpectedComment {
        boolean parens = w.parenExpr == expr;
        if (parens) {
            w.parenExpr = null;
        }
        SourceLocation place = w.places.of(expr);
        w.comments.insert(place);
        w.out.ensureLine();
        boolean negatedParens = expr.negated()
                && (LogicalWriter.isLogical(expr)
                        || w.careful && expr.terms() instanceof Not
                        || (w.style.v2() || w.careful) && LeadingBrace.of(expr));
        if (expr.negated()) {
            w.out.write(negatedParens ? "not (" : "not ");
        }
        if (parens) {
            w.out.write('(');
        }
        expr.terms().accept((ExprVisitor<@Nullable Void>) new Terms(expr, place));
        if (parens) {
            w.out.write(')');
        }
        if (negatedParens) {
            w.out.write(')');
        }
        if (!expr.with().isEmpty()) {
            writeModifiers(expr, place);
        }
    }

    /** Writes what an expression says. */
    private final class Terms implements ExprVisitor<@Nullable Void> {
        private final Expr expr;
        private final SourceLocation place;

        Terms(Expr expr, SourceLocation place) {
            this.expr = expr;
            this.place = place;
        }

        @Override
        public @Nullable Void visitCall(CallTerm call) {
            w.calls.writeExpr(call);
            return null;
        }

        @Override
        public @Nullable Void visitTerm(Term term) {
            w.terms.write(term);
            return null;
        }

        @Override
        public @Nullable Void visitSomeDecl(SomeDecl some) {
            w.losing(() -> writeSome(some));
            return null;
        }

        @Override
        public @Nullable Void visitEvery(Every every) {
            w.losing(() -> writeEvery(every, place));
            return null;
        }

        @Override
        public @Nullable Void visitNot(Not not) {
            w.losing(() -> writeNot(not, place));
            return null;
        }

        @Override
        public @Nullable Void visitLogicalAnd(LogicalAnd and) {
            w.logical.write(expr);
            return null;
        }

        @Override
        public @Nullable Void visitLogicalOr(LogicalOr or) {
            w.logical.write(expr);
            return null;
        }
    }

    /** A modifier stays on the row where the terms end if it stood there; each lower one gets a line. */
    private void writeModifiers(Expr expr, SourceLocation place) throws UnexpectedComment {
        List<With> modifiers = expr.with();
        int row = place.trimmedEndRowBefore(w.places.of(modifiers.get(0)));
        boolean indented = false;
        try {
            for (With modifier : modifiers) {
                SourceLocation at = w.places.of(modifier);
                boolean breaks = at.row() > row;
                if (breaks) {
                    if (!indented) {
                        w.out.up();
                        indented = true;
                    }
                    w.out.endLine();
                    w.out.startLine();
                    row = at.row();
                }
                writeModifier(modifier, at, breaks);
            }
        } finally {
            if (indented) {
                w.out.down();
            }
        }
    }

    /** Writes a modifier by itself. */
    void write(With modifier) throws UnexpectedComment {
        writeModifier(modifier, w.places.of(modifier), false);
    }

    private void writeModifier(With modifier, SourceLocation place, boolean onOwnLine) throws UnexpectedComment {
        w.losing(() -> {
            w.comments.insert(place);
            w.out.write(onOwnLine ? "with " : " with ");
            w.terms.write(modifier.target());
        });
        w.out.write(" as ");
        w.tolerating(() -> w.terms.write(modifier.value()));
    }

    private void writeSome(SomeDecl some) throws UnexpectedComment {
        SourceLocation place = w.places.of(some);
        w.comments.insert(place);
        w.out.write("some ");
        int row = place.row();
        List<Term> symbols = some.symbols();
        for (int i = 0; i < symbols.size(); i++) {
            Term symbol = symbols.get(i);
            if (symbol instanceof CallTerm call) {
                w.calls.writeMembership(false, call, Operators.membership(call));
                continue;
            }
            SourceLocation at = w.places.of(symbol);
            if (at.row() > row) {
                w.out.endLine();
                w.out.startLine();
                w.out.write('\t');
                row = at.row();
            } else if (i > 0) {
                w.out.write(' ');
            }
            w.terms.write(symbol);
            if (i < symbols.size() - 1) {
                w.out.write(',');
            }
        }
    }

    private void writeEvery(Every every, SourceLocation place) throws UnexpectedComment {
        w.comments.insert(place);
        w.out.write("every ");
        if (every.key() != null) {
            w.terms.write(every.key());
            w.out.write(", ");
        }
        w.terms.write(every.value());
        w.out.write(" in ");
        w.terms.write(every.domain());
        w.out.write(" {");
        w.tolerating(() -> w.comprehensions.writeBody('{', '}', every.body(), place, place));
        if (every.body().size() == 1
                && !ComprehensionWriter.hasComments(every.body())
                && w.places.of(every.body().get(0)).row() == w.places.of(every).row()) {
            w.out.write(' ');
        }
        w.out.write('}');
    }

    private void writeNot(Not not, SourceLocation place) throws UnexpectedComment {
        w.comments.insert(place);
        w.out.write("not ");
        Expr first = not.body().get(0);
        if (not.explicitBody() || not.body().size() > 1 || w.careful && negates(first) > 1) {
            writeBracedBody(not.body(), place, place);
            return;
        }
        boolean parens = !first.with().isEmpty()
                || first.negated()
                || LogicalWriter.isLogical(first)
                || first.terms() instanceof Not
                || LeadingBrace.of(first);
        if (parens) {
            w.out.write('(');
        }
        w.tolerating(() -> write(first));
        if (parens) {
            w.out.write(')');
        }
    }

    /** How many negations an expression starts with: the parser reads two in parentheses, and more only in braces. */
    private static int negates(Expr expr) {
        int depth = expr.negated() ? 1 : 0;
        return expr.terms() instanceof Not not
                        && !not.explicitBody()
                        && not.body().size() == 1
                ? depth + 1 + negates(not.body().get(0))
                : depth;
    }

    /** Writes a body in braces that is an operand. */
    void writeBracedBody(Body body, SourceLocation before, SourceLocation place) {
        if (Operators.isUnion(body.get(0))) {
            // After a brace, x | y is a comprehension.
            w.parenExpr = body.get(0);
        }
        w.out.write('{');
        w.tolerating(() -> w.comprehensions.writeBody('{', '}', body, before, place));
        if (w.places.of(body.get(body.size() - 1)).row() == place.row() && !ComprehensionWriter.hasComments(body)) {
            w.out.write(' ');
        }
        w.out.write('}');
    }
}
