package io.rego4j.ast;

/** A term: OPA's {@code ast.Term} with its {@code Value}. The kinds are OPA's, and {@link TermOrder} is their order. */
public sealed interface Term extends ExprTerms
        permits NullTerm,
                BooleanTerm,
                NumberTerm,
                StringTerm,
                VarTerm,
                RefTerm,
                CallTerm,
                ArrayTerm,
                SetTerm,
                ObjectTerm,
                ArrayComprehensionTerm,
                SetComprehensionTerm,
                ObjectComprehensionTerm,
                TemplateStringTerm {
    /** Calls the visitor's method for this kind. */
    <R> R accept(TermVisitor<R> visitor);

    /** The same term with another origin. */
    Term withOrigin(Origin origin);

    /** True if the term holds no variable but those that start references: OPA's {@code IsGround}. */
    boolean isGround();

    /** The name that OPA's JSON and error messages give to this kind: OPA's {@code ValueName}. */
    String kind();

    @Override
    default <R> R accept(ExprVisitor<R> visitor) {
        return visitor.visitTerm(this);
    }
}
