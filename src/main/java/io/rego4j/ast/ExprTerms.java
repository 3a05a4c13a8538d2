package io.rego4j.ast;

/**
 * What an {@link Expr} says: OPA's {@code Expr.Terms}. A {@link CallTerm} here is OPA's list of terms, operator first; any
 * other term is an expression by itself.
 */
public sealed interface ExprTerms extends Node permits Term, SomeDecl, Every, Not, LogicalAnd, LogicalOr {
    /** Calls the visitor's method for this kind. */
    <R> R accept(ExprVisitor<R> visitor);
}
