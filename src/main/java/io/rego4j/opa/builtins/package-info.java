/**
 * OPA's built-in functions, one class for each family. A function gets its operands and the {@link
 * io.rego4j.opa.builtins.BuiltinContext} of the evaluation, and gives a value, null where it is undefined, or a {@link
 * io.rego4j.opa.builtins.BuiltinException} with OPA's words. {@link io.rego4j.opa.builtins.Builtins} finds them by name
 * and knows which libraries the families need.
 */
@NullMarked
package io.rego4j.opa.builtins;

import org.jspecify.annotations.NullMarked;
