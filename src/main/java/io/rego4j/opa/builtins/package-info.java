/**
 * What a built-in function of OPA is: it gets its operands and the {@link io.rego4j.opa.builtins.BuiltinContext} of the
 * evaluation, and gives a value, null where it is undefined, or a {@link io.rego4j.opa.builtins.BuiltinException} with
 * OPA's words. The functions are in {@code io.rego4j.opa.functions}.
 */
@NullMarked
package io.rego4j.opa.builtins;

import org.jspecify.annotations.NullMarked;
