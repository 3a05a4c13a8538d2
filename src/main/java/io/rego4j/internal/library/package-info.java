/** The optional dependencies, and the error where one is missing. */
@NullMarked
package io.rego4j.internal.library;

import org.jspecify.annotations.NullMarked;
