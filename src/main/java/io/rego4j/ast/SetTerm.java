package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A set: {@code {a, b}}, and {@code set()} for none. Its elements stand in OPA's order, each once, whatever order they were
 * given in.
 *
 * @param items the elements
 */
public record SetTerm(List<Term> items, Origin origin) implements CollectionTerm {
    public SetTerm {
        items = TermOrder.distinct(items);
    }

    /** A node without a source location. */
    public SetTerm(List<Term> items) {
        this(items, Origin.NONE);
    }

    @Override
    public List<Term> values() {
        return items;
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public List<? extends Node> children() {
        return items;
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitSet(this);
    }

    @Override
    public SetTerm withOrigin(Origin origin) {
        return new SetTerm(items, origin);
    }

    @Override
    public boolean isGround() {
        return Nodes.allGround(items);
    }

    @Override
    public String kind() {
        return "set";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof SetTerm that && Nodes.equal(items, that.items);
    }

    @Override
    public int hashCode() {
        return Nodes.hash(items);
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
