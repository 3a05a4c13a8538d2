package io.rego4j.ast;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A term: OPA's {@code ast.Term} with its {@code Value}. The kinds are OPA's, and {@link TermOrder} is their order. */
public sealed interface Term extends ExprTerms, TemplatePart
        permits ScalarTerm, VarTerm, RefTerm, CallTerm, CollectionTerm, ComprehensionTerm, TemplateStringTerm {
    /** Calls the visitor's method for this kind. */
    <R extends @Nullable Object> R accept(TermVisitor<R> visitor);

    /** The same term with another origin. */
    Term withOrigin(Origin origin);

    /** The name that OPA's JSON and error messages give to this kind: OPA's {@code ValueName}. */
    String kind();

    @Override
    default <R extends @Nullable Object> R accept(ExprVisitor<R> visitor) {
        return visitor.visitTerm(this);
    }

    @Override
    default <R extends @Nullable Object> R map(
            Function<? super Term, ? extends R> ifTerm, Function<? super Expr, ? extends R> ifExpr) {
        return ifTerm.apply(this);
    }
}
