package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A reference: {@code input.path[i]} is the variable {@code input}, the string {@code path} and the variable {@code i}.
 *
 * @param terms the head, then the operands; never empty
 */
public record RefTerm(List<Term> terms, Origin origin) implements Term, Comparable<RefTerm> {
    public RefTerm {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException("a reference needs a head");
        }
    }

    /** A node without a source location. */
    public RefTerm(List<Term> terms) {
        this(terms, Origin.NONE);
    }

    /** The first term: usually a variable; a call, collection or comprehension is allowed. */
    public Term head() {
        return terms.get(0);
    }

    /** The name of the variable at the head; null if the head is another term. */
    public @Nullable String headName() {
        return head() instanceof VarTerm variable ? variable.name() : null;
    }

    /** The terms after the head. */
    public List<Term> operands() {
        return terms.subList(1, terms.size());
    }

    /** The strings that the operands begin with, up to the first that is no string: {@code a} and {@code b} of {@code data.a.b[i].c}. */
    public List<String> constantPath() {
        List<String> path = new ArrayList<>();
        for (Term operand : operands()) {
            if (!(operand instanceof StringTerm string)) {
                break;
            }
            path.add(string.value());
        }
        return path;
    }

    /** True if the head is the variable of this name, for instance {@code input}. */
    public boolean startsWith(String name) {
        return name.equals(headName());
    }

    /** True if this reference starts with the terms of {@code prefix}. */
    public boolean startsWith(RefTerm prefix) {
        return terms.size() >= prefix.terms.size()
                && terms.subList(0, prefix.terms.size()).equals(prefix.terms);
    }

    /**
     * OPA's order of references, which takes {@code x[1]} and {@code x[1.0]} for the same although they are not equal here.
     * It also keeps hash maps fast whose keys were chosen to have one hash code.
     */
    @Override
    public int compareTo(RefTerm other) {
        return TermOrder.INSTANCE.compare(this, other);
    }

    @Override
    public List<? extends Node> children() {
        return terms;
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitRef(this);
    }

    @Override
    public RefTerm withOrigin(Origin origin) {
        return new RefTerm(terms, origin);
    }

    @Override
    public boolean isGround() {
        return Nodes.allGround(operands());
    }

    @Override
    public String kind() {
        return "ref";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof RefTerm that && Nodes.equal(terms, that.terms);
    }

    @Override
    public int hashCode() {
        return Nodes.hash(terms);
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
