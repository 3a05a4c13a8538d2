/** Atomic replacement of files, and temporary files that are deleted with the process. */
@NullMarked
package io.rego4j.internal.io;

import org.jspecify.annotations.NullMarked;
