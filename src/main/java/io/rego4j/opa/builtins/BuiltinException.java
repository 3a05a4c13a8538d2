package io.rego4j.opa.builtins;

import io.rego4j.opa.value.StringValue;

/** An error that a built-in function of OPA reports: the call is undefined, unless strict errors are asked for. */
public final class BuiltinException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean type;

    private BuiltinException(boolean type, String message) {
        // Bytes of no character are U+FFFD in what OPA reports.
        super(StringValue.of(message).text(), null, false, false);
        this.type = type;
    }

    /** OPA's {@code eval_builtin_error}. The message is Go's error, without the name of the function before it. */
    public static BuiltinException of(String message) {
        return new BuiltinException(false, message);
    }

    /** OPA's {@code eval_type_error}, which is what its {@code ErrOperand} becomes. */
    public static BuiltinException operand(String message) {
        return new BuiltinException(true, message);
    }

    /** The code that OPA gives the error. */
    public String code() {
        return type ? "eval_type_error" : "eval_builtin_error";
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
