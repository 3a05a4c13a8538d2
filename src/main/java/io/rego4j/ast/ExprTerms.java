package io.rego4j.ast;

import org.jspecify.annotations.Nullable;

/**
 * The terms of an {@link Expr}: OPA's {@code Expr.Terms}. A {@link CallTerm} here is OPA's list of terms, operator first; any
 * other term is an expression by itself.
 */
public sealed interface ExprTerms extends Node permits Term, SomeDecl, Every, Not, LogicalOperation {
    /** Calls the visitor's method for this kind. */
    <R extends @Nullable Object> R accept(ExprVisitor<R> visitor);

    /** True if it holds no variables except those at the heads of references: OPA's {@code IsGround}. */
    boolean isGround();

    @Override
    default <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return accept((ExprVisitor<R>) visitor);
    }
}
