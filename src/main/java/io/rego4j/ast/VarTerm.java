package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A variable. A wildcard, {@code _} in Rego, has a name that starts with {@code $}, as in OPA.
 *
 * @param name the name
 */
public record VarTerm(String name, Origin origin) implements Term, Comparable<VarTerm> {
    public VarTerm {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a variable needs a name");
        }
    }

    /** A node without a source location. */
    public VarTerm(String name) {
        this(name, Origin.NONE);
    }

    /** True for {@code _}: each one is a variable of its own. */
    public boolean isWildcard() {
        return name.startsWith("$");
    }

    /** True for {@code _} and for the variables that OPA's compiler makes. */
    public boolean isGenerated() {
        return name.startsWith("__local");
    }

    /** OPA's order of variables. It also keeps hash maps fast whose keys were chosen to have one hash code. */
    @Override
    public int compareTo(VarTerm other) {
        return TermOrder.compareText(name, other.name);
    }

    @Override
    public List<? extends Node> children() {
        return List.of();
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitVar(this);
    }

    @Override
    public VarTerm withOrigin(Origin origin) {
        return new VarTerm(name, origin);
    }

    @Override
    public boolean isGround() {
        return false;
    }

    @Override
    public String kind() {
        return "var";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof VarTerm that && name.equals(that.name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
