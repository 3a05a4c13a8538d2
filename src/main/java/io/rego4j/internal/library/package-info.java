/** The libraries that only some programs need, and what is said where one is missing. */
@NullMarked
package io.rego4j.internal.library;

import org.jspecify.annotations.NullMarked;
