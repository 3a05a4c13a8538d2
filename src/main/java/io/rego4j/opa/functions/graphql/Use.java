package io.rego4j.opa.functions.graphql;

import org.jspecify.annotations.Nullable;

/** What the schema says of a field or a value of a query, as far as the walk has come. */
final class Use {
    /** Of a field: its definition, and the type that it is selected from. */
    @Nullable
    Node definition;

    @Nullable
    Node parent;

    /** Of a value: the type that is expected, whose definition is above, and if there is a default for it. */
    @Nullable
    Node expected;

    boolean hasDefault;

    /** Of a variable: its definition in the operation. */
    @Nullable
    Node variable;
}
