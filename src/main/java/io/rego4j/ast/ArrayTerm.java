package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An array: {@code [a, b]}.
 *
 * @param items the elements in order
 */
public record ArrayTerm(List<Term> items, Origin origin) implements CollectionTerm {
    public ArrayTerm {
        items = List.copyOf(items);
    }

    /** A node without a source location. */
    public ArrayTerm(List<Term> items) {
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
        return visitor.visitArray(this);
    }

    @Override
    public ArrayTerm withOrigin(Origin origin) {
        return new ArrayTerm(items, origin);
    }

    @Override
    public boolean isGround() {
        return Nodes.allGround(items);
    }

    @Override
    public String kind() {
        return "array";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof ArrayTerm that && Nodes.equal(items, that.items);
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
