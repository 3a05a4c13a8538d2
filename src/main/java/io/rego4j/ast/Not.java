package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code not { body }}, or {@code not expr} where {@code not} takes a body.
 *
 * @param body the body that must not hold
 * @param explicitBody true if the body was written in braces
 */
public record Not(Body body, boolean explicitBody, Origin origin) implements ExprTerms {
    public Not {
        Objects.requireNonNull(body, "body");
    }

    /** A node without a source location. */
    public Not(Body body, boolean explicitBody) {
        this(body, explicitBody, Origin.NONE);
    }

    @Override
    public List<? extends Node> children() {
        return List.of(body);
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitNot(this);
    }

    @Override
    public boolean isGround() {
        return body.isGround();
    }

    /** The same node with another origin. */
    public Not withOrigin(Origin origin) {
        return new Not(body, explicitBody, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
