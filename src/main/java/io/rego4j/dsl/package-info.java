/**
 * The fluent builder: {@link io.rego4j.dsl.Dsl} has a static method for each construct of Rego, and each gives a finished
 * immutable part; {@link io.rego4j.dsl.ModuleBuilder} and {@link io.rego4j.dsl.RuleBuilder} put them together.
 *
 * <p>A Java value enters a policy only as a term and a name only as a checked name, so no input can become code.
 */
@NullMarked
package io.rego4j.dsl;

import org.jspecify.annotations.NullMarked;
