/** Resolves names: rules, imports, local variables and their scopes. */
@NullMarked
package io.rego4j.check.resolve;

import org.jspecify.annotations.NullMarked;
