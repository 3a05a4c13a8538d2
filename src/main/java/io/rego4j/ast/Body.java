package io.rego4j.ast;

import io.rego4j.ast.text.NodeText;
import io.rego4j.internal.deep.DeepStack;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expressions of a rule, a comprehension or an operand, all of which must hold.
 *
 * @param exprs the expressions in order; never empty. The index that OPA's JSON gives to each is its place here
 */
public record Body(List<Expr> exprs) implements Node, Iterable<Expr> {
    public Body {
        exprs = List.copyOf(exprs);
        if (exprs.isEmpty()) {
            throw new IllegalArgumentException("a body needs an expression");
        }
    }

    /** A body of these expressions. */
    public static Body of(Expr... exprs) {
        return new Body(List.of(exprs));
    }

    /** The number of expressions. */
    public int size() {
        return exprs.size();
    }

    /** The expression at an index from 0. */
    public Expr get(int index) {
        return exprs.get(index);
    }

    /** True if no expression holds a variable: OPA's {@code IsGround}. */
    public boolean isGround() {
        return exprs.stream().allMatch(expr -> DeepStack.step(expr::isGround));
    }

    /** The first expression's origin: a body has none of its own, as in OPA. */
    @Override
    public Origin origin() {
        return exprs.get(0).origin();
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitBody(this);
    }

    @Override
    public List<Expr> children() {
        return exprs;
    }

    @Override
    public Iterator<Expr> iterator() {
        return exprs.iterator();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof Body that && Nodes.equal(exprs, that.exprs);
    }

    @Override
    public int hashCode() {
        return Nodes.hash(exprs);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }
}
