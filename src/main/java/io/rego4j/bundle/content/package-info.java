/** The archive, the data merged from its files, and OPA's rules for a bundle as a whole. */
@NullMarked
package io.rego4j.bundle.content;

import org.jspecify.annotations.NullMarked;
