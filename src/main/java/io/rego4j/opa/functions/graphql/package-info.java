/** Built-in functions of GraphQL: queries and schemas as values, and queries checked against schemas, as OPA's parser does. */
@NullMarked
package io.rego4j.opa.functions.graphql;

import org.jspecify.annotations.NullMarked;
