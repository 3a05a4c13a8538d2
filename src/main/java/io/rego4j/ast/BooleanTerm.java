package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import org.jspecify.annotations.Nullable;

/**
 * {@code true} or {@code false}.
 *
 * @param value which of the two
 */
public record BooleanTerm(boolean value, Origin origin) implements ScalarTerm {
    /** A node without a source location. */
    public BooleanTerm(boolean value) {
        this(value, Origin.NONE);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitBoolean(this);
    }

    @Override
    public BooleanTerm withOrigin(Origin origin) {
        return new BooleanTerm(value, origin);
    }

    @Override
    public String kind() {
        return "boolean";
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
