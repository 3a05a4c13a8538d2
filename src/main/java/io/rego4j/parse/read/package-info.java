/**
 * Statements, modules and fragments from a text, the search for the first error, and the comparison of two texts by
 * their tokens.
 */
@NullMarked
package io.rego4j.parse.read;

import org.jspecify.annotations.NullMarked;
