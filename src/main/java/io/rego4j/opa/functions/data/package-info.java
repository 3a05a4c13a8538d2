/** Built-in functions of values of every kind, numbers, and what is made of other values: arrays, sets, objects, graphs, JSON documents. */
@NullMarked
package io.rego4j.opa.functions.data;

import org.jspecify.annotations.NullMarked;
