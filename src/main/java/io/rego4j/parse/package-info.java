/**
 * Text to tree: {@link io.rego4j.source.Source} in, {@link io.rego4j.ast.RegoModule} and diagnostics out, as OPA's parser.
 */
@NullMarked
package io.rego4j.parse;

import org.jspecify.annotations.NullMarked;
