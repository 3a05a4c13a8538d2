package io.rego4j.opa.functions.graphql;

import org.jspecify.annotations.Nullable;

/** What the walk over a query has found for one of its fields, spreads or values. */
final class Use {
    /** Of a field: its definition, and the type that it is selected from. Of a spread: the fragment. */
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
