package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code with target as value}.
 *
 * @param target what is replaced: a reference below input or data, or a function
 * @param value the replacement
 */
public record With(Term target, Term value, Origin origin) implements Node {
    public With {
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(value, "value");
    }

    /** A node without a source location. */
    public With(Term target, Term value) {
        this(target, value, Origin.NONE);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitWith(this);
    }

    @Override
    public List<? extends Node> children() {
        return List.of(target, value);
    }

    /** The same node with another origin. */
    public With withOrigin(Origin origin) {
        return new With(target, value, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
