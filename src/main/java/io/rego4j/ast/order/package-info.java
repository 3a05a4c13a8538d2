/** The order of annotations and of numbers that OPA defines. */
@NullMarked
package io.rego4j.ast.order;

import org.jspecify.annotations.NullMarked;
