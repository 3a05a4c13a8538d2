/** The command {@code rego4j migrate}. */
@NullMarked
package io.rego4j.cli.migrate;

import org.jspecify.annotations.NullMarked;
