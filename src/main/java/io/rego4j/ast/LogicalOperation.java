package io.rego4j.ast;

import java.util.List;

/** {@code lhs and rhs} or {@code lhs or rhs}: two operands that are bodies, each with or without braces. */
public sealed interface LogicalOperation extends ExprTerms permits LogicalAnd, LogicalOr {
    /** The left operand. */
    Body lhs();

    /** The right operand. */
    Body rhs();

    /** True if the left operand was written in braces. */
    boolean explicitLhs();

    /** True if the right operand was written in braces. */
    boolean explicitRhs();

    /** The same operation on other operands. */
    LogicalOperation withOperands(Body lhs, Body rhs);

    @Override
    default List<? extends Node> children() {
        return List.of(lhs(), rhs());
    }

    @Override
    default boolean isGround() {
        return lhs().isGround() && rhs().isGround();
    }
}
