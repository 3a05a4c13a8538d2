package io.rego4j.opa.builtins;

import org.jspecify.annotations.Nullable;

/** The end of an evaluation without an answer: a conflict, a deadline, a limit. It has OPA's code, or one of rego4j's. */
public class EvaluationException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String code;

    public EvaluationException(String code, String message) {
        this(code, message, null);
    }

    public EvaluationException(String code, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.code = code;
    }

    /** For instance {@code eval_conflict_error}. */
    public String code() {
        return code;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
