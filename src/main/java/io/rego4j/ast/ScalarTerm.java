package io.rego4j.ast;

import java.util.List;

/** A term that is a single value and holds no other: null, a boolean, a number or a string. */
public sealed interface ScalarTerm extends Term permits NullTerm, BooleanTerm, NumberTerm, StringTerm {
    @Override
    default List<? extends Node> children() {
        return List.of();
    }

    @Override
    default boolean isGround() {
        return true;
    }
}
