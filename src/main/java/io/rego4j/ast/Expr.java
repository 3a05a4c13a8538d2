package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One expression of a body.
 *
 * @param terms the terms of the expression
 * @param with the modifiers, in order
 * @param negated true for {@code not} without a body
 * @param generated true if OPA added it: the {@code true} of a rule without a body
 */
public record Expr(ExprTerms terms, List<With> with, boolean negated, boolean generated, Origin origin)
        implements TemplatePart {
    public Expr {
        Objects.requireNonNull(terms, "terms");
        with = List.copyOf(with);
    }

    /** A node without a source location. */
    public Expr(ExprTerms terms, List<With> with, boolean negated, boolean generated) {
        this(terms, with, negated, generated, Origin.NONE);
    }

    /** An expression without modifiers. */
    public Expr(ExprTerms terms) {
        this(terms, List.of(), false, false, Origin.NONE);
    }

    /** True if this is a call of the built-in with this name. */
    public boolean calls(String builtin) {
        return terms instanceof CallTerm call && call.calls(builtin);
    }

    /** True if the expression holds no variable: OPA's {@code IsGround}. */
    public boolean isGround() {
        // As in OPA, only the arguments of a call count.
        return terms instanceof CallTerm call ? Nodes.allGround(call.args()) : terms.isGround();
    }

    /** The same expression with other terms. */
    public Expr withTerms(ExprTerms terms) {
        return new Expr(terms, with, negated, generated, origin);
    }

    /** The same expression with other modifiers. */
    public Expr withModifiers(List<With> with) {
        return new Expr(terms, with, negated, generated, origin);
    }

    /** The same expression, negated or not. */
    public Expr withNegated(boolean negated) {
        return new Expr(terms, with, negated, generated, origin);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitExpr(this);
    }

    @Override
    public List<? extends Node> children() {
        return with.isEmpty() ? List.of(terms) : Nodes.listOf(terms, with);
    }

    @Override
    public <R extends @Nullable Object> R map(
            Function<? super Term, ? extends R> ifTerm, Function<? super Expr, ? extends R> ifExpr) {
        return ifExpr.apply(this);
    }

    /** The same node with another origin. */
    public Expr withOrigin(Origin origin) {
        return new Expr(terms, with, negated, generated, origin);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Expr that
                        && negated == that.negated
                        && generated == that.generated
                        && Nodes.equal(terms, that.terms)
                        && Nodes.equal(with, that.with);
    }

    @Override
    public int hashCode() {
        return Objects.hash(negated, generated, Nodes.hash(terms), Nodes.hash(with));
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
