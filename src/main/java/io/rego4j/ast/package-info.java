/**
 * The typed tree of a policy: OPA's nodes under OPA's names, as immutable records behind sealed interfaces. Where a node
 * stood, which comments were built onto it and how it was spelled lie in its {@link io.rego4j.ast.Origin}, which is
 * equal to every other, so that the equality of trees ignores all of these.
 */
@NullMarked
package io.rego4j.ast;

import org.jspecify.annotations.NullMarked;
