/** The round-trip check: what was written is read again and compared, and repaired where OPA's layout would harm it. */
@NullMarked
package io.rego4j.format.verify;

import org.jspecify.annotations.NullMarked;
