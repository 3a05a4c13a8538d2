package io.rego4j.ast;

/** A term that computes its elements: an array, set or object comprehension. */
public sealed interface ComprehensionTerm extends Term
        permits ArrayComprehensionTerm, SetComprehensionTerm, ObjectComprehensionTerm {
    /** The body, for whose bindings elements are collected. */
    Body body();

    /** The same comprehension with another body. */
    ComprehensionTerm withBody(Body body);
}
