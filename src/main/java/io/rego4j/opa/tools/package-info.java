/** The results of {@code opa test}: what it tells about failures, and results and coverage in other formats. */
@NullMarked
package io.rego4j.opa.tools;

import org.jspecify.annotations.NullMarked;
