/** Built-in functions of time. */
@NullMarked
package io.rego4j.opa.functions.time;

import org.jspecify.annotations.NullMarked;
