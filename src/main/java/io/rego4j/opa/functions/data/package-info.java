/** Built-in functions of values of every kind: numbers, arrays, sets, objects, graphs, JSON paths and patches. */
@NullMarked
package io.rego4j.opa.functions.data;

import org.jspecify.annotations.NullMarked;
