/**
 * Tree to text: canonical Rego, laid out as {@code opa fmt} lays it out, and proven to be the policy that went in.
 * {@link io.rego4j.format.Formatter} is the entry point.
 */
@NullMarked
package io.rego4j.format;

import org.jspecify.annotations.NullMarked;
