/** Which Java objects are a text, in policies and in JSON alike. */
@NullMarked
package io.rego4j.internal.values;

import org.jspecify.annotations.NullMarked;
