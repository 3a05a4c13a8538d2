package io.rego4j.ast;

import java.util.List;

/** A term that computes its elements: an array, set or object comprehension. */
public sealed interface ComprehensionTerm extends Term
        permits ArrayComprehensionTerm, SetComprehensionTerm, ObjectComprehensionTerm {
    /** The terms of an element: one, or the key and the value of an object comprehension. */
    List<Term> terms();

    /** The body: an element is collected for each way in which all its expressions hold. */
    Body body();

    /**
     * The same comprehension with other terms and another body.
     *
     * @param terms as many as {@link #terms()} has
     */
    ComprehensionTerm withParts(List<Term> terms, Body body);

    /** The same comprehension with another body. */
    default ComprehensionTerm withBody(Body body) {
        return withParts(terms(), body);
    }

    @Override
    default boolean isGround() {
        return Nodes.allGround(terms()) && body().isGround();
    }
}
