package io.rego4j.opa.filter;

import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;

/** What an operand is to a database. */
enum OperandKind {
    TEXT,
    OTHER_SCALAR,
    VARIABLE,
    REFERENCE,
    CALL,
    COLLECTION;

    static OperandKind of(Term term) {
        return switch (TermKind.of(term)) {
            case STRING -> TEXT;
            case NULL, BOOLEAN, NUMBER -> OTHER_SCALAR;
            case VAR -> VARIABLE;
            case REF -> REFERENCE;
            case CALL, TEMPLATE_STRING -> CALL;
            case ARRAY, SET, OBJECT, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION -> COLLECTION;
        };
    }
}
