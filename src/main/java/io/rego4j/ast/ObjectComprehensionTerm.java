package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An object comprehension: {@code {key: value | body}}.
 *
 * @param key the key of each entry
 * @param value the value of each entry
 * @param body the body; an entry is collected for each way in which it holds
 */
public record ObjectComprehensionTerm(Term key, Term value, Body body, Origin origin) implements ComprehensionTerm {
    public ObjectComprehensionTerm {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        Objects.requireNonNull(body, "body");
    }

    /** A node without a source location. */
    public ObjectComprehensionTerm(Term key, Term value, Body body) {
        this(key, value, body, Origin.NONE);
    }

    @Override
    public ObjectComprehensionTerm withParts(List<Term> terms, Body body) {
        return new ObjectComprehensionTerm(terms.get(0), terms.get(1), body, origin);
    }

    @Override
    public List<Term> terms() {
        return List.of(key, value);
    }

    @Override
    public List<? extends Node> children() {
        return List.of(key, value, body);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitObjectComprehension(this);
    }

    @Override
    public ObjectComprehensionTerm withOrigin(Origin origin) {
        return new ObjectComprehensionTerm(key, value, body, origin);
    }

    @Override
    public String kind() {
        return "objectcomprehension";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof ObjectComprehensionTerm that
                        && Nodes.equal(key, that.key)
                        && Nodes.equal(value, that.value)
                        && body.equals(that.body);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * Nodes.hash(key) + Nodes.hash(value)) + body.hashCode();
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
