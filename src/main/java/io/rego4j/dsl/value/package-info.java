/** Java values, names and comment lines as terms. */
@NullMarked
package io.rego4j.dsl.value;

import org.jspecify.annotations.NullMarked;
