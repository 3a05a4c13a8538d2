/** Java objects that become a string, in policies and in JSON alike. */
@NullMarked
package io.rego4j.internal.values;

import org.jspecify.annotations.NullMarked;
