/**
 * OPA's plan, evaluated in Java. {@code opa build -t plan} compiles policies to an intermediate representation (OPA's
 * {@code v1/ir}): functions made of blocks of statements over local variables. {@link io.rego4j.opa.plan.Plan} reads it once
 * into an immutable tree of statements, which any number of threads run at the same time, each on local variables of its own.
 *
 * <p>What a statement means is said at its class. Two words recur: a statement that is <em>undefined</em> ends the block it
 * stands in; a <em>draft</em> is a collection that statements still add to.
 */
@NullMarked
package io.rego4j.opa.plan;

import org.jspecify.annotations.NullMarked;
