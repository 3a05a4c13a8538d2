/**
 * The syntax error that OPA would report, and its message. The search for the first error of a statement calls the
 * builders and is therefore in {@link io.rego4j.parse.read}.
 */
@NullMarked
package io.rego4j.parse.problem;

import org.jspecify.annotations.NullMarked;
