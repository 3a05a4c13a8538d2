package io.rego4j.opa.functions.graphql;

import org.jspecify.annotations.Nullable;

/** The definition in the schema of the field or value of a query that the walk is at. */
final class Use {
    /** Of a field: its definition, and the type that it is selected from. */
    @Nullable
    SyntaxNode definition;

    @Nullable
    SyntaxNode parent;

    /** Of a value: the type that is expected, whose definition is above, and if there is a default for it. */
    @Nullable
    SyntaxNode expected;

    boolean hasDefault;

    /** Of a variable: its definition in the operation. */
    @Nullable
    SyntaxNode variable;
}
