package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code lhs and rhs}.
 *
 * @param lhs the left operand
 * @param rhs the right operand
 * @param explicitLhs true if the left operand was written in braces
 * @param explicitRhs true if the right operand was written in braces
 */
public record LogicalAnd(Body lhs, Body rhs, boolean explicitLhs, boolean explicitRhs, Origin origin)
        implements LogicalOperation {
    public LogicalAnd {
        Objects.requireNonNull(lhs, "lhs");
        Objects.requireNonNull(rhs, "rhs");
    }

    /** A node without a source location. */
    public LogicalAnd(Body lhs, Body rhs, boolean explicitLhs, boolean explicitRhs) {
        this(lhs, rhs, explicitLhs, explicitRhs, Origin.NONE);
    }

    @Override
    public LogicalAnd withOperands(Body lhs, Body rhs) {
        return new LogicalAnd(lhs, rhs, explicitLhs, explicitRhs, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitLogicalAnd(this);
    }

    /** The same node with another origin. */
    public LogicalAnd withOrigin(Origin origin) {
        return new LogicalAnd(lhs, rhs, explicitLhs, explicitRhs, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
