/**
 * The engine that evaluates policies compiled to WebAssembly inside this JVM, and built-in functions in Java for it.
 */
@NullMarked
package io.rego4j.opa.wasm;

import org.jspecify.annotations.NullMarked;
