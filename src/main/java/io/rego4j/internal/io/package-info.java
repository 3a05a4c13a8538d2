/** Files that are replaced as a whole. */
@NullMarked
package io.rego4j.internal.io;

import org.jspecify.annotations.NullMarked;
