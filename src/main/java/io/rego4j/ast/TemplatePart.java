package io.rego4j.ast;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A part of a {@link TemplateStringTerm}: a constant {@link Term}, or an {@link Expr} for anything else. */
public sealed interface TemplatePart extends Node permits Term, Expr {
    /** What one of the two functions makes of this part, according to its kind. */
    <R extends @Nullable Object> R map(
            Function<? super Term, ? extends R> ifTerm, Function<? super Expr, ? extends R> ifExpr);
}
