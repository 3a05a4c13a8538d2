package io.rego4j.ast;

import java.util.List;

/** A term that lists its elements: an array, a set or an object. */
public sealed interface CollectionTerm extends Term permits ArrayTerm, SetTerm, ObjectTerm {
    /** The elements in order: for an object the values, without their keys. */
    List<Term> values();

    /** True if there is no element. */
    boolean isEmpty();
}
