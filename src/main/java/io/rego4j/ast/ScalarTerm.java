package io.rego4j.ast;

/** A term that is a single value and holds no other: null, a boolean, a number or a string. */
public sealed interface ScalarTerm extends Term permits NullTerm, BooleanTerm, NumberTerm, StringTerm {}
