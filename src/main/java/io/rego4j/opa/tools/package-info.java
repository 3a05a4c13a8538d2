/** The results of {@code opa test} in other formats. */
@NullMarked
package io.rego4j.opa.tools;

import org.jspecify.annotations.NullMarked;
