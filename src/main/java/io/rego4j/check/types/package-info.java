/** Type inference and type errors: OPA's stage {@code CheckTypes}. */
@NullMarked
package io.rego4j.check.types;

import org.jspecify.annotations.NullMarked;
