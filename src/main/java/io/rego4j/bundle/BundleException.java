package io.rego4j.bundle;

/** A bundle that is not one, that breaks a rule of OPA's, or whose signature does not hold. The message names the file. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do about it. */
    public BundleException(String message) {
        super(message);
    }

    /** What is wrong, and what was behind it. */
    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
