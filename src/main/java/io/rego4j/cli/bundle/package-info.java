/** The commands {@code rego4j bundle …}. */
@NullMarked
package io.rego4j.cli.bundle;

import org.jspecify.annotations.NullMarked;
