package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import org.jspecify.annotations.Nullable;

/**
 * {@code null}.
 */
public record NullTerm(Origin origin) implements ScalarTerm {
    /** A node without a source location. */
    public NullTerm() {
        this(Origin.NONE);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitNull(this);
    }

    @Override
    public NullTerm withOrigin(Origin origin) {
        return new NullTerm(origin);
    }

    @Override
    public String kind() {
        return "null";
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
