/** The command {@code rego4j conformance}. */
@NullMarked
package io.rego4j.cli.conformance;

import org.jspecify.annotations.NullMarked;
