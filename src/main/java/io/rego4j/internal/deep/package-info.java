/** Work on deep trees without an overflow of the stack. */
@NullMarked
package io.rego4j.internal.deep;

import org.jspecify.annotations.NullMarked;
