/** The manifest in its two formats, roots, and path patterns. */
@NullMarked
package io.rego4j.bundle.manifest;

import org.jspecify.annotations.NullMarked;
