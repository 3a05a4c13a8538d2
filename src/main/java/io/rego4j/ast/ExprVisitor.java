package io.rego4j.ast;

import org.jspecify.annotations.Nullable;

/**
 * A result for each kind of {@link ExprTerms}. There are no default methods: a new kind breaks the build wherever it
 * must be handled.
 *
 * @param <R> the type of the result
 */
public interface ExprVisitor<R extends @Nullable Object> {
    /** A term that is an expression by itself, other than a call. */
    R visitTerm(Term term);

    /** A call: a built-in, an operator such as {@code eq} or {@code assign}, or a function of the policy. */
    R visitCall(CallTerm call);

    /** {@code some x, y} or {@code some k, v in xs}. */
    R visitSomeDecl(SomeDecl some);

    /** {@code every k, v in xs { … }}. */
    R visitEvery(Every every);

    /** {@code not { … }}, or any {@code not} where the keyword is that of {@code future.keywords.not}. */
    R visitNot(Not not);

    /** {@code a and b}. */
    R visitLogicalAnd(LogicalAnd and);

    /** {@code a or b}. */
    R visitLogicalOr(LogicalOr or);
}
