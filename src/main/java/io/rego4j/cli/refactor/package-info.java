/** The commands {@code rego4j refactor …}. */
@NullMarked
package io.rego4j.cli.refactor;

import org.jspecify.annotations.NullMarked;
