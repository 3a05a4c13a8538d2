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

    /** What a union that an expression starts with needs, as after a brace {@code x | y} is a comprehension. */
    enum UnionLead {
        /** Nothing: no brace stands before it. */
        FREE,
        /** Parentheses if the expression is a union. */
        ITSELF,
        /** Parentheses if the expression is a union, or its first operand is one, or that of what it connects. */
        ANY,
        /** Parentheses for the first operand if that starts with a brace, which would be a body's. */
        BRACE
    }

    void write(Expr expr) {
        write(expr, UnionLead.FREE);
    }

    void write(Expr expr, UnionLead lead) {
        boolean named = lead == UnionLead.ITSELF && w.syntax.namesNegatedUnion(expr);
        boolean parens = Operators.isUnion(expr)
                && !named
                && (lead == UnionLead.ITSELF || lead == UnionLead.ANY && !expr.negated());
        boolean leadInParens = lead == UnionLead.ANY && !expr.negated() && !parens;
        SourceLocation place = w.places.of(expr);
        w.comments.insert(place);
        w.comments.ensureLine();
        boolean braceInParens = lead == UnionLead.BRACE || expr.negated() && w.syntax.parenthesizesLead(expr);
        boolean negatedParens =
                expr.negated() && !braceInParens && !named && w.syntax.parenthesizesNegated(expr, w.style);
        if (expr.negated()) {
            w.out.write(negatedParens ? "not (" : "not ");
        }
        if (parens) {
            w.out.write('(');
        }
        expr.terms().accept((ExprVisitor<@Nullable Void>) new Terms(expr, place, leadInParens, braceInParens, named));
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

    /** Writes the terms of an expression. */
    private final class Terms implements ExprVisitor<@Nullable Void> {
        private final Expr expr;
        private final SourceLocation place;
        private final boolean leadInParens;
        private final boolean braceInParens;
        private final boolean named;

        Terms(Expr expr, SourceLocation place, boolean leadInParens, boolean braceInParens, boolean named) {
            this.expr = expr;
            this.place = place;
            this.leadInParens = leadInParens;
            this.braceInParens = braceInParens;
            this.named = named;
        }

        @Override
        public @Nullable Void visitCall(CallTerm call) {
            if (named) {
                w.calls.writePlain(call);
                return null;
            }
            w.calls.writeExpr(
                    call,
                    operand -> leadInParens && Operators.isUnion(operand)
                            || braceInParens && LeadingBrace.of(operand) && !isInParens(operand));
            return null;
        }

        /** {@code (k, v in xs)} has them wherever it is an operand. */
        private static boolean isInParens(Term operand) {
            return operand instanceof CallTerm call && Operators.membership(call) == 3;
        }

        @Override
        public @Nullable Void visitTerm(Term term) {
            w.terms.write(term);
            return null;
        }

        @Override
        public @Nullable Void visitSomeDecl(SomeDecl some) {
            w.comments.dropOnFailure(() -> writeSome(some));
            return null;
        }

        @Override
        public @Nullable Void visitEvery(Every every) {
            w.comments.dropOnFailure(() -> writeEvery(every, place));
            return null;
        }

        @Override
        public @Nullable Void visitNot(Not not) {
            w.comments.dropOnFailure(() -> writeNot(not, place));
            return null;
        }

        @Override
        public @Nullable Void visitLogicalAnd(LogicalAnd and) {
            w.logical.write(expr, leadInParens ? UnionLead.ANY : UnionLead.FREE);
            return null;
        }

        @Override
        public @Nullable Void visitLogicalOr(LogicalOr or) {
            w.logical.write(expr, leadInParens ? UnionLead.ANY : UnionLead.FREE);
            return null;
        }
    }

    /** A modifier stays on the row where the terms end if it stood there; each lower one gets a line. */
    private void writeModifiers(Expr expr, SourceLocation place) {
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
                    w.comments.endLine();
                    w.comments.startLine();
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
    void write(With modifier) {
        writeModifier(modifier, w.places.of(modifier), false);
    }

    private void writeModifier(With modifier, SourceLocation place, boolean onOwnLine) {
        w.comments.dropOnFailure(() -> {
            w.comments.insert(place);
            w.out.write(onOwnLine ? "with " : " with ");
            w.terms.write(modifier.target());
        });
        w.out.write(" as ");
        w.comments.attempt(() -> w.terms.write(modifier.value()));
    }

    private void writeSome(SomeDecl some) {
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
                w.comments.endLine();
                w.comments.startLine();
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

    private void writeEvery(Every every, SourceLocation place) {
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
        w.comments.attempt(() -> w.comprehensions.writeBody('{', '}', every.body(), place, place, UnionLead.FREE));
        if (every.body().size() == 1
                && !w.comprehensions.hasComments(every.body())
                && w.places.of(every.body().get(0)).row() == w.places.of(every).row()) {
            w.out.write(' ');
        }
        w.out.write('}');
    }

    private void writeNot(Not not, SourceLocation place) {
        w.comments.insert(place);
        w.out.write("not ");
        Expr first = not.body().get(0);
        if (not.explicitBody() || not.body().size() > 1 || w.syntax.bracesNegation(first)) {
            writeBracedBody(not.body(), place, place);
            return;
        }
        boolean leadInParens = w.syntax.parenthesizesLead(first);
        boolean parens = !first.with().isEmpty()
                || first.negated()
                || LogicalWriter.isLogical(first)
                || first.terms() instanceof Not
                || LeadingBrace.of(first) && !leadInParens;
        if (parens) {
            w.out.write('(');
        }
        w.comments.attempt(() -> write(first, leadInParens ? UnionLead.BRACE : UnionLead.FREE));
        if (parens) {
            w.out.write(')');
        }
    }

    /** Writes a body in braces that is an operand. */
    void writeBracedBody(Body body, SourceLocation before, SourceLocation place) {
        w.out.write('{');
        w.comments.attempt(() -> w.comprehensions.writeBody('{', '}', body, before, place, UnionLead.ITSELF));
        if (w.places.of(body.get(body.size() - 1)).row() == place.row() && !w.comprehensions.hasComments(body)) {
            w.out.write(' ');
        }
        w.out.write('}');
    }
}
