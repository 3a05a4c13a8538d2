package io.rego4j.ast;

import java.util.List;

/** A term that computes its elements: an array, set or object comprehension. */
public sealed interface ComprehensionTerm extends Term
        permits ArrayComprehensionTerm, SetComprehensionTerm, ObjectComprehensionTerm {
    /** The terms of an element: one, or the key and the value of an object comprehension. */
    List<Term> terms();

    /** The body, for whose bindings elements are collected. */
    Body body();

    /** The same comprehension with another body. */
    ComprehensionTerm withBody(Body body);
}
