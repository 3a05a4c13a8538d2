/** Finds, installs and runs the program {@code opa}. */
@NullMarked
package io.rego4j.opa.binary;

import org.jspecify.annotations.NullMarked;
