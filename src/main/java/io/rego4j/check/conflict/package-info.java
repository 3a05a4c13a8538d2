/** Rules in conflict, METADATA given twice, and recursion. */
@NullMarked
package io.rego4j.check.conflict;

import org.jspecify.annotations.NullMarked;
