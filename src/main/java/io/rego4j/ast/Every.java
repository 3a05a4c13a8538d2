package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * {@code every key, value in domain { body }}.
 *
 * @param key the variable of the key or index; null if there is none
 * @param value the variable of the element
 * @param domain the collection
 * @param body the body that must hold for each element
 */
public record Every(@Nullable Term key, Term value, Term domain, Body body, Origin origin) implements ExprTerms {
    public Every {
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(domain, "domain");
        Objects.requireNonNull(body, "body");
    }

    /** A node without a source location. */
    public Every(@Nullable Term key, Term value, Term domain, Body body) {
        this(key, value, domain, body, Origin.NONE);
    }

    @Override
    public List<? extends Node> children() {
        return key == null ? List.of(value, domain, body) : List.of(key, value, domain, body);
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitEvery(this);
    }

    /** False: it declares variables. */
    @Override
    public boolean isGround() {
        return false;
    }

    /** The same node with another origin. */
    public Every withOrigin(Origin origin) {
        return new Every(key, value, domain, body, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
