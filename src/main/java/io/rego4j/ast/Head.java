package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The head of a rule.
 *
 * @param name OPA's {@code Head.Name}, which it sets beside the reference where that is a single variable, and for
 *     {@code p[x]}; null where OPA sets none
 * @param ref the reference that the rule defines
 * @param args the parameters of a function; empty for any other rule, and for a function without parameters
 * @param key what a partial rule's document contains, or the last operand of {@code p[x]}; null if none
 * @param value the rule's value; null for a partial set
 * @param assign true if the value was assigned with {@code :=}
 */
public record Head(
        @Nullable String name,
        RefTerm ref,
        List<Term> args,
        @Nullable Term key,
        @Nullable Term value,
        boolean assign,
        Origin origin)
        implements Node {
    public Head {
        Objects.requireNonNull(ref, "ref");
        args = List.copyOf(args);
    }

    /** A node without a source location. */
    public Head(
            @Nullable String name,
            RefTerm ref,
            List<Term> args,
            @Nullable Term key,
            @Nullable Term value,
            boolean assign) {
        this(name, ref, args, key, value, assign, Origin.NONE);
    }

    /** The same head defining another reference; its name is that reference's, if it is a single variable. */
    public Head withRef(RefTerm ref) {
        boolean single = ref.terms().size() == 1 && ref.head() instanceof VarTerm;
        return new Head(single ? ref.head().toString() : null, ref, args, key, value, assign, origin);
    }

    /** The same head with other parameters. */
    public Head withArgs(List<Term> args) {
        return new Head(name, ref, args, key, value, assign, origin);
    }

    /** The same head with another key; null for none. */
    public Head withKey(@Nullable Term key) {
        return new Head(name, ref, args, key, value, assign, origin);
    }

    /** The same head with another value. */
    public Head withValue(@Nullable Term value) {
        return new Head(name, ref, args, key, value, assign, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitHead(this);
    }

    @Override
    public List<? extends Node> children() {
        if (!args.isEmpty() || key != null && value != null) {
            return Nodes.listOf(ref, args, key, value);
        }
        Term only = key == null ? value : key;
        return only == null ? List.of(ref) : List.of(ref, only);
    }

    /** The same node with another origin. */
    public Head withOrigin(Origin origin) {
        return new Head(name, ref, args, key, value, assign, origin);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Head that
                        && assign == that.assign
                        && Objects.equals(name, that.name)
                        && ref.equals(that.ref)
                        && Nodes.equal(args, that.args)
                        && Nodes.equal(key, that.key)
                        && Nodes.equal(value, that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hash(assign, name, ref, Nodes.hash(args), Nodes.hash(key), Nodes.hash(value));
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
