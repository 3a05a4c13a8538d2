package io.rego4j.dsl;

import static java.util.Objects.requireNonNull;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.LogicalAnd;
import io.rego4j.ast.LogicalOr;
import io.rego4j.ast.With;
import io.rego4j.dsl.value.CommentLines;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a body is made of: an {@link Operand}, which holds when it is defined and not false, or a {@link Statement}.
 *
 * <p>{@code and}, {@code or} and {@code not} before a body are keywords of Rego v2: a module in an older version imports those
 * that its rules need, and a {@linkplain ModuleBuilder#portable() portable} one does without.
 */
public sealed interface Condition permits Operand, Statement {
    /** The expression as the tree has it. */
    Expr toExpr();

    /**
     * {@code … with target as value}, after those that the condition has.
     *
     * @param target a reference below {@code input} or {@code data}, or a function
     * @param value any Java value or {@link Operand}
     * @throws IllegalArgumentException if the target is no reference
     */
    default Statement with(Operand target, @Nullable Object value) {
        Expr expr = toExpr();
        List<With> modifiers = new ArrayList<>(expr.with());
        modifiers.add(ConditionParts.with(target, value));
        return new Statement(expr.withModifiers(modifiers));
    }

    /** {@code this and other}: both hold. */
    default Statement and(Condition other) {
        return new Statement(new Expr(new LogicalAnd(Block.of(this), Block.of(other), false, false)));
    }

    /** {@code this and { … }}: this holds and all conditions of the block. */
    default Statement and(Block other) {
        return new Statement(new Expr(
                new LogicalAnd(Block.of(this), requireNonNull(other, "other").body(), false, true)));
    }

    /** {@code this or other}: at least one holds; the other may be undefined. */
    default Statement or(Condition other) {
        return new Statement(new Expr(new LogicalOr(Block.of(this), Block.of(other), false, false)));
    }

    /** {@code this or { … }}: this holds or all conditions of the block. */
    default Statement or(Block other) {
        return new Statement(new Expr(
                new LogicalOr(Block.of(this), requireNonNull(other, "other").body(), false, true)));
    }

    /**
     * The same condition with comments on the lines above it.
     *
     * @param text what is said; each of its lines becomes a comment
     * @throws IllegalArgumentException if the text holds control characters
     */
    default Statement comment(String text) {
        Expr expr = toExpr();
        return new Statement(expr.withOrigin(CommentLines.add(expr.origin(), text)));
    }

    /** The same condition with this comment on the line above it. */
    default Statement comment(Comment comment) {
        Expr expr = toExpr();
        return new Statement(expr.withOrigin(expr.origin().with(requireNonNull(comment, "comment"))));
    }
}
