/**
 * The values of a running policy: null, booleans, numbers, strings, arrays, objects and sets, immutable, with the order,
 * the equality, the digits and the texts that OPA gives them ({@code v1/ast/term.go}, {@code v1/ast/compare.go}). The
 * evaluator of plans and the built-in functions share them; nothing here knows of either.
 */
@NullMarked
package io.rego4j.opa.value;

import org.jspecify.annotations.NullMarked;
