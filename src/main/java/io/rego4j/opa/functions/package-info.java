/**
 * OPA's built-in functions by name. The functions themselves are in the rooms below, one class for each family; what a
 * function is, and what it gets, is in {@link io.rego4j.opa.builtins}.
 */
@NullMarked
package io.rego4j.opa.functions;

import org.jspecify.annotations.NullMarked;
