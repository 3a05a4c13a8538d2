/**
 * Rows that a policy lets pass, as a condition for a database: all rows, no rows, or a condition with its SQL, its parameters
 * and its masks. {@code Opa.filters()} makes them.
 */
@NullMarked
package io.rego4j.filter;

import org.jspecify.annotations.NullMarked;
