/**
 * Decisions as the Open Policy Agent makes them. {@link io.rego4j.opa.Opa} is where to begin: one interface, whose engine is an
 * OPA server on this machine, one {@code opa} process for each question, an OPA server elsewhere, or an evaluator inside this
 * JVM. An answer is a {@link io.rego4j.opa.Decision}: a value, undefined, or an error.
 * {@link io.rego4j.opa.OpaBinary} finds the {@code opa} program, or installs it.
 */
@NullMarked
package io.rego4j.opa;

import org.jspecify.annotations.NullMarked;
