/** The errors that the checker has found, and source locations for trees that were built. */
@NullMarked
package io.rego4j.check.problem;

import org.jspecify.annotations.NullMarked;
