/** The command {@code rego4j fmt}. */
@NullMarked
package io.rego4j.cli.fmt;

import org.jspecify.annotations.NullMarked;
