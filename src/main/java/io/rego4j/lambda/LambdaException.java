package io.rego4j.lambda;

/** Invalid or conflicting settings of a pack: the message names them and says what to do. */
public final class LambdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do about it. */
    public LambdaException(String message) {
        super(message);
    }
}
