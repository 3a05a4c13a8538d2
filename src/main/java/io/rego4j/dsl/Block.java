package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Body;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;

/**
 * Conditions in braces, {@code { a; b }}: an operand of {@code and}, {@code or} and {@code not}. Names that they declare are
 * known in the block only.
 *
 * @param body the conditions, all of which must hold
 */
public record Block(Body body) {
    public Block {
        requireNonNull(body, "body");
    }

    /** {@code { … } and other}. */
    public Statement and(Condition other) {
        return new Statement(new Expr(new LogicalAnd(body, of(other), true, false)));
    }

    /** {@code { … } and { … }}. */
    public Statement and(Block other) {
        return new Statement(new Expr(new LogicalAnd(body, requireNonNull(other, "other").body, true, true)));
    }

    /** {@code { … } or other}. */
    public Statement or(Condition other) {
        return new Statement(new Expr(new LogicalOr(body, of(other), true, false)));
    }

    /** {@code { … } or { … }}. */
    public Statement or(Block other) {
        return new Statement(new Expr(new LogicalOr(body, requireNonNull(other, "other").body, true, true)));
    }

    /** The block as Rego, for messages. */
    @Override
    public String toString() {
        return "{ " + PartText.of(body).replace("\n", "; ") + " }";
    }

    static Body of(Condition other) {
        return Body.of(requireNonNull(other, "other").toExpr());
    }
}
