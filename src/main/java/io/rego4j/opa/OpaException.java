package io.rego4j.opa;

/** A failure outside a decision, or a failed decision whose value was asked for. */
public final class OpaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient OpaError error;

    /** An exception that carries an error. */
    public OpaException(OpaError error) {
        super(error.toString());
        this.error = error;
    }

    /** An exception that carries an error and what caused it. */
    public OpaException(OpaError error, Throwable cause) {
        super(error.toString(), cause);
        this.error = error;
    }

    public OpaException(String code, String message) {
        this(OpaError.of(code, message));
    }

    /** The error. */
    public OpaError error() {
        return error;
    }
}
