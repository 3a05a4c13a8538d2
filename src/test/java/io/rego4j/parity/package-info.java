/**
 * Compares rego4j with OPA, and one OPA with another: what {@code scripts/parity} and {@code scripts/follow-opa} run. What OPA
 * says comes from the program in {@code src/parity/go}; everything else is here.
 */
@NullMarked
package io.rego4j.parity;

import org.jspecify.annotations.NullMarked;
