/** How Go writes numbers, strings, URLs, JSON and sorts: all that is here only because OPA is written in Go. */
@NullMarked
package io.rego4j.internal.go;

import org.jspecify.annotations.NullMarked;
