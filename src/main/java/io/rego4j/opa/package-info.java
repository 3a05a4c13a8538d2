/**
 * Decisions from a real Open Policy Agent. {@link io.rego4j.opa.Opa} is the door: one interface, and an engine behind it
 * that is a server on this machine, one process a question, a server elsewhere, or WebAssembly inside this JVM. An
 * answer is a {@link io.rego4j.opa.Decision}: a value, undefined, or an error, and never one taken for another.
 * {@link io.rego4j.opa.OpaBinary} finds the {@code opa} program, or installs it.
 */
@NullMarked
package io.rego4j.opa;

import org.jspecify.annotations.NullMarked;
