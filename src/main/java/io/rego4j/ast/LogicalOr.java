package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code lhs or rhs}.
 *
 * @param lhs the left operand
 * @param rhs the right operand
 * @param explicitLhs true if the left operand was written in braces
 * @param explicitRhs true if the right operand was written in braces
 */
public record LogicalOr(Body lhs, Body rhs, boolean explicitLhs, boolean explicitRhs, Origin origin)
        implements LogicalOperation {
    public LogicalOr {
        Objects.requireNonNull(lhs, "lhs");
        Objects.requireNonNull(rhs, "rhs");
    }

    /** A node without a source location. */
    public LogicalOr(Body lhs, Body rhs, boolean explicitLhs, boolean explicitRhs) {
        this(lhs, rhs, explicitLhs, explicitRhs, Origin.NONE);
    }

    @Override
    public LogicalOr withOperands(Body lhs, Body rhs) {
        return new LogicalOr(lhs, rhs, explicitLhs, explicitRhs, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitLogicalOr(this);
    }

    /** The same node with another origin. */
    public LogicalOr withOrigin(Origin origin) {
        return new LogicalOr(lhs, rhs, explicitLhs, explicitRhs, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
