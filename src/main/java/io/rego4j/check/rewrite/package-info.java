/** The stages of OPA's compiler that rewrite expressions so that later stages see simpler ones. */
@NullMarked
package io.rego4j.check.rewrite;

import org.jspecify.annotations.NullMarked;
