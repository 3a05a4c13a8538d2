/** Behaviour of Go's standard library that OPA's results depend on: quoting, numbers, URLs, JSON and sorting. */
@NullMarked
package io.rego4j.internal.go;

import org.jspecify.annotations.NullMarked;
