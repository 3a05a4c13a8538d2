/** What can be said better in the same place: deprecated built-ins, and what nothing uses. */
@NullMarked
package io.rego4j.edit.clean;

import org.jspecify.annotations.NullMarked;
