/** Built-in functions for JSON Schema, for parsing Rego, and {@code opa.runtime}. */
@NullMarked
package io.rego4j.opa.functions.schema;

import org.jspecify.annotations.NullMarked;
