package io.rego4j.ast;

import org.jspecify.annotations.Nullable;

/**
 * A result for each kind of {@link Node}; all terms but calls are one kind here; a {@link TermVisitor} has a method for
 * each. There are no default methods: a new kind breaks the build wherever it must be handled.
 *
 * @param <R> the type of the result
 */
public interface NodeVisitor<R extends @Nullable Object> extends ExprVisitor<R> {
    /** A whole module. */
    R visitModule(RegoModule module);

    /** {@code package a.b}. */
    R visitPackage(RegoPackage pkg);

    /** {@code import data.a as b}. */
    R visitImport(Import imported);

    /** A rule, or the rule of an {@code else}. */
    R visitRule(Rule rule);

    /** The head of a rule. */
    R visitHead(Head head);

    /** The expressions of a rule, a comprehension or an operand. */
    R visitBody(Body body);

    /** One expression with its modifiers. */
    R visitExpr(Expr expr);

    /** {@code with target as value}. */
    R visitWith(With with);

    /** A comment. */
    R visitComment(Comment comment);

    /** A METADATA block. */
    R visitAnnotations(Annotations annotations);
}
