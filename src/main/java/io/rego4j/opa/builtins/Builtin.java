package io.rego4j.opa.builtins;

import io.rego4j.opa.value.Value;
import org.jspecify.annotations.Nullable;

/** A built-in function. It keeps no state: any number of threads call it at once. */
@FunctionalInterface
public interface Builtin {
    /**
     * The result, or null if it is undefined.
     *
     * @param operands as many as the function declares, of any kinds: types are checked here, not before. They must not
     *     be changed
     * @throws BuiltinException if OPA's function ends with an error; the call is then undefined, or an error where the
     *     caller asked for strict errors
     * @throws EvaluationException if the whole evaluation has to end
     */
    @Nullable
    Value call(BuiltinContext context, Value[] operands) throws BuiltinException;
}
