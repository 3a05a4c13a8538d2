package io.rego4j.format.layout;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.LogicalOr;
import io.rego4j.format.layout.ExprWriter.UnionLead;
import io.rego4j.format.text.LeadingBrace;
import io.rego4j.format.text.SourceLocation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes {@code and} and {@code or}: a chain of one operator after the other with one indentation. */
final class LogicalWriter {
    private final WriterContext w;

    LogicalWriter(WriterContext w) {
        this.w = w;
    }

    /**
     * One operand.
     *
     * @param brace the place of its opening brace; null if it has none
     * @param parens true if it needs parentheses to be read as one operand
     */
    private record Operand(Body body, @Nullable SourceLocation brace, boolean parens) {}

    /**
     * One operator with what is on its right.
     *
     * @param leftEndRow the row in which all that is on its left ends
     */
    private record Step(String operator, Operand right, int leftEndRow) {}

    static boolean isLogical(Expr expr) {
        return expr.terms() instanceof LogicalOperation;
    }

    /** Writes a chain; {@code lead} is about its first operand, if that has neither braces nor parentheses. */
    void write(Expr expr, UnionLead lead) {
        List<Step> steps = new ArrayList<>();
        Operand first = flatten(expr, steps);
        w.comments.attempt(() -> write(first, lead));
        boolean indented = false;
        for (Step step : steps) {
            w.out.write(' ');
            w.out.write(step.operator());
            if (startRow(step.right()) > step.leftEndRow()) {
                if (!indented) {
                    w.out.up();
                    indented = true;
                }
                w.comments.endLine();
                w.comments.startLine();
            } else {
                w.out.write(' ');
            }
            w.comments.attempt(() -> write(step.right(), UnionLead.FREE));
        }
        if (indented) {
            w.out.down();
        }
    }

    /** True if the text of an expression starts with a brace, which is a body's where one may stand. */
    static boolean startsWithBrace(Expr expr) {
        if (expr.negated()) {
            return false;
        }
        if (expr.terms() instanceof LogicalOperation logical) {
            return logical.explicitLhs()
                    || logical.lhs().size() > 1
                    || startsWithBrace(logical.lhs().get(0));
        }
        return LeadingBrace.of(expr);
    }

    private void write(Operand operand, UnionLead lead) {
        SourceLocation brace = operand.brace();
        if (brace == null) {
            if (operand.parens()) {
                w.out.write('(');
            }
            try {
                Expr expr = operand.body().get(0);
                UnionLead free = w.syntax.parenthesizesLead(expr) ? UnionLead.BRACE : lead;
                w.exprs.write(expr, operand.parens() ? UnionLead.FREE : free);
            } finally {
                if (operand.parens()) {
                    w.out.write(')');
                }
            }
            return;
        }
        w.exprs.writeBracedBody(operand.body(), brace, brace);
    }

    private int startRow(Operand operand) {
        SourceLocation brace = operand.brace();
        return (brace != null ? brace : w.places.of(operand.body().get(0))).row();
    }

    /** The first operand of a chain; its steps are added to {@code steps}. */
    private Operand flatten(Expr expr, List<Step> steps) {
        LogicalOperation operation = (LogicalOperation) expr.terms();
        boolean and = operation instanceof LogicalAnd;
        Body lhs = operation.lhs();
        String operator = and ? "and" : "or";
        SourceLocation place = w.places.of(expr);
        Operand right = operand(operation.rhs(), operation.explicitRhs(), and, true, place);
        if (!operation.explicitLhs()
                && lhs.size() == 1
                && isLogical(lhs.get(0))
                && !needsParens(lhs.get(0), and, false)) {
            int leftEndRow = w.places.of(lhs.get(0)).trimmedEndRow();
            Operand first = flatten(lhs.get(0), steps);
            steps.add(new Step(operator, right, leftEndRow));
            return first;
        }
        Operand first = operand(lhs, operation.explicitLhs(), and, false, place);
        steps.add(new Step(operator, right, endRow(first)));
        return first;
    }

    private Operand operand(Body body, boolean explicit, boolean underAnd, boolean right, SourceLocation place) {
        if (explicit || body.size() != 1) {
            return new Operand(body, place.braceBefore(w.places.of(body.get(0))), false);
        }
        Expr expr = body.get(0);
        boolean parens = needsParens(expr, underAnd, right);
        return new Operand(body, null, parens && !(expr.with().isEmpty() && w.syntax.parenthesizesLead(expr)));
    }

    private int endRow(Operand operand) {
        SourceLocation brace = operand.brace();
        if (brace != null) {
            int row = w.syntax.closing(brace, '{', '}').row();
            if (row > 0) {
                return row;
            }
        }
        Body body = operand.body();
        return w.places.of(body.get(body.size() - 1)).trimmedEndRow();
    }

    private static boolean needsParens(Expr expr, boolean underAnd, boolean right) {
        if (!expr.with().isEmpty()) {
            // Without parentheses the modifier would belong to the whole chain.
            return true;
        }
        if (expr.terms() instanceof LogicalOr) {
            return underAnd || right;
        }
        if (expr.terms() instanceof LogicalAnd) {
            return underAnd && right;
        }
        return LeadingBrace.of(expr);
    }
}
