/** Every entry point of the library with what is nested deep. */
@NullMarked
package io.rego4j.deep;

import org.jspecify.annotations.NullMarked;
