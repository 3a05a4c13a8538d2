package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code some x, y}, or {@code some x in xs}: then the one symbol is a call of {@code internal.member_2} or
 * {@code internal.member_3}, as in OPA.
 *
 * @param symbols the variables, or the one membership call
 */
public record SomeDecl(List<Term> symbols, Origin origin) implements ExprTerms {
    public SomeDecl {
        symbols = List.copyOf(symbols);
        if (symbols.isEmpty()) {
            throw new IllegalArgumentException("some needs a variable");
        }
    }

    /** A node without a source location. */
    public SomeDecl(List<Term> symbols) {
        this(symbols, Origin.NONE);
    }

    /** True for {@code some x in xs} and {@code some k, v in xs}. */
    public boolean isMembership() {
        return symbols.get(0) instanceof CallTerm call && call.isMembership();
    }

    @Override
    public List<? extends Node> children() {
        return symbols;
    }

    @Override
    public <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitSomeDecl(this);
    }

    /** False: it declares variables. */
    @Override
    public boolean isGround() {
        return false;
    }

    /** The same node with another origin. */
    public SomeDecl withOrigin(Origin origin) {
        return new SomeDecl(symbols, origin);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
