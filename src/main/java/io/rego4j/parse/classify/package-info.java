/**
 * What each token is at its place: which bracket opens a set, an object, a body or a comprehension, and which name is
 * a keyword.
 */
@NullMarked
package io.rego4j.parse.classify;

import org.jspecify.annotations.NullMarked;
