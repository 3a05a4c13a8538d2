package io.rego4j.lambda;

/** Settings of a pack that do not fit: the message says which and what to do. */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do about it. */
    public LambdaException(String message) {
        super(message);
    }
}
