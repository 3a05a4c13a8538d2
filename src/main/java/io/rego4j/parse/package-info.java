/**
 * Reads the text of a policy into its tree. {@link io.rego4j.parse.RegoParser} reads modules and fragments as OPA does, never throws for bad input, and
 * hides ANTLR: tokens come from a hand-written reader that settles what depends on white space and context, the grammar in
 * {@code grammar/} gives them structure, and builders turn that into the tree with OPA's places.
 */
@NullMarked
package io.rego4j.parse;

import org.jspecify.annotations.NullMarked;
