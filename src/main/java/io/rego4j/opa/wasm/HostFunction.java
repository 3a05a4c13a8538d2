package io.rego4j.opa.wasm;

import io.rego4j.opa.engine.RegoValue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A built-in function that a WebAssembly policy calls in Java. */
interface HostFunction {
    /**
     * The result for the operands, which are {@link RegoValue}s.
     *
     * @throws BuiltinError if OPA's function ends with an error: the call is undefined then
     */
    @Nullable
    Object call(List<@Nullable Object> operands, HostCall context) throws BuiltinError;

    /** An error that OPA's built-in reports too. */
    final class BuiltinError extends Exception {
        private static final long serialVersionUID = 1L;

        BuiltinError(String message) {
            super(message, null, false, false);
        }
    }

    /** A use of a built-in that OPA knows and this engine does not: the decision fails, and is never wrong. */
    final class Unsupported extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unsupported(String message) {
            super(message);
        }
    }
}
