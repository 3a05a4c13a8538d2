/** Built-in functions that check values and texts against a grammar or a schema. */
@NullMarked
package io.rego4j.opa.functions.schema;

import org.jspecify.annotations.NullMarked;
