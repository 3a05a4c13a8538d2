/** OPA's Compile API: a rule with unknowns as a condition for a database. */
@NullMarked
package io.rego4j.opa.filter;

import org.jspecify.annotations.NullMarked;
