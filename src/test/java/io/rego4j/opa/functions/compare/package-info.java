/** Calls of the built-in functions beside the real OPA's. */
@NullMarked
package io.rego4j.opa.functions.compare;

import org.jspecify.annotations.NullMarked;
