/** Getters, JSON Schema and parameter types behind typed inputs and function references. */
@NullMarked
package io.rego4j.dsl.handle;

import org.jspecify.annotations.NullMarked;
