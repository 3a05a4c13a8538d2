/** Facts about Rego as plain strings: the names of built-ins and of infix operators. */
@NullMarked
package io.rego4j.internal.language;

import org.jspecify.annotations.NullMarked;
