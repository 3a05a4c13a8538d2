/**
 * Reads OPA's plan. {@code opa build -t plan} compiles policies to an intermediate representation (OPA's {@code v1/ir}):
 * functions made of blocks of statements over local variables. {@link io.rego4j.opa.plan.Plan} makes of it, once, what
 * {@link io.rego4j.opa.evaluate} runs.
 */
@NullMarked
package io.rego4j.opa.plan;

import org.jspecify.annotations.NullMarked;
