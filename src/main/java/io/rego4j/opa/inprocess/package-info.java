/**
 * The engine inside this JVM: policies are planned by the real OPA when they are loaded, or were planned before, and the
 * plan is evaluated in {@link io.rego4j.opa.evaluate}.
 */
@NullMarked
package io.rego4j.opa.inprocess;

import org.jspecify.annotations.NullMarked;
