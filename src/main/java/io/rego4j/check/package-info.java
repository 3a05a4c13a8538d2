/**
 * Checks modules as {@code opa check} does, without OPA: safety of variables, built-ins with their arity and types for a
 * chosen version of OPA, scopes, conflicts between rules, recursion. {@link io.rego4j.check.Checker} is the entry point.
 *
 * <p>A module is never changed. The checker works on its own {@linkplain io.rego4j.check.module.RuleUnit copy of each rule},
 * which goes through the stages of OPA's compiler in OPA's order ({@code io.rego4j.check.CompilerStages} lists them); a
 * stage that finds an error ends the work after it, as in OPA, so that one fault is not reported twice.
 */
@NullMarked
package io.rego4j.check;

import org.jspecify.annotations.NullMarked;
