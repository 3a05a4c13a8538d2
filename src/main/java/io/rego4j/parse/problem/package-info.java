/** The syntax error that OPA would report, and its words. */
@NullMarked
package io.rego4j.parse.problem;

import org.jspecify.annotations.NullMarked;
