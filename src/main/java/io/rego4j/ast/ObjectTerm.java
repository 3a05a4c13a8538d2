package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An object: {@code {k: v}}. Its entries stand in OPA's order of their keys. Two with the same key both stay, as in OPA's
 * tree: the last one counts when the policy is evaluated.
 *
 * @param entries the keys with their values
 */
public record ObjectTerm(List<Entry> entries, Origin origin) implements CollectionTerm {
    /**
     * A key with its value.
     *
     * @param key any term
     * @param value any term
     */
    public record Entry(Term key, Term value) {
        public Entry {
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(value, "value");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Entry that && Nodes.equal(key, that.key) && Nodes.equal(value, that.value);
        }

        @Override
        public int hashCode() {
            return 31 * Nodes.hash(key) + Nodes.hash(value);
        }
    }

    public ObjectTerm {
        entries = TermOrder.byKey(entries);
    }

    /** A node without a source location. */
    public ObjectTerm(List<Entry> entries) {
        this(entries, Origin.NONE);
    }

    /** The value of a key, if the object has it. */
    public Optional<Term> get(Term key) {
        return entries.stream()
                .filter(e -> TermOrder.INSTANCE.compare(e.key(), key) == 0)
                .map(Entry::value)
                .findFirst();
    }

    @Override
    public List<Term> values() {
        return entries.stream().map(Entry::value).toList();
    }

    @Override
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    @Override
    public List<? extends Node> children() {
        List<Node> children = new ArrayList<>(2 * entries.size());
        for (Entry entry : entries) {
            children.add(entry.key());
            children.add(entry.value());
        }
        return Collections.unmodifiableList(children);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitObject(this);
    }

    @Override
    public ObjectTerm withOrigin(Origin origin) {
        return new ObjectTerm(entries, origin);
    }

    @Override
    public boolean isGround() {
        return entries.stream().allMatch(e -> Nodes.isGround(e.key()) && Nodes.isGround(e.value()));
    }

    @Override
    public String kind() {
        return "object";
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
