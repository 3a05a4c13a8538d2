/** Arity, calls without a value, deprecated and undefined functions, and the calls of a fragment. */
@NullMarked
package io.rego4j.check.calls;

import org.jspecify.annotations.NullMarked;
