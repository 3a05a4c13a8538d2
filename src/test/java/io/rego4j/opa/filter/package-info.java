/** Tests of what is looked at in a filter before any input is there. */
@NullMarked
package io.rego4j.opa.filter;

import org.jspecify.annotations.NullMarked;
