/** Cleaning: calls of deprecated built-ins are replaced; imports, variables and rules that nothing uses are removed. */
@NullMarked
package io.rego4j.edit.clean;

import org.jspecify.annotations.NullMarked;
