/**
 * Evaluates compiled policies: statements over the local variables of a function, each in a class that says what it means.
 * They are immutable, and any number of threads run them at the same time, each with {@link io.rego4j.opa.evaluate.Frame}s and
 * an {@link io.rego4j.opa.evaluate.Evaluation} of its own. Two words recur: a statement that is <em>undefined</em> ends the
 * block it stands in; a <em>draft</em> is a collection that statements still add to.
 */
@NullMarked
package io.rego4j.opa.evaluate;

import org.jspecify.annotations.NullMarked;
