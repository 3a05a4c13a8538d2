package io.rego4j.bundle;

/** A bundle that is malformed, not valid by OPA's rules, or whose signature is wrong. The message names the file. */
public final class BundleException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What is wrong, and what to do about it. */
    public BundleException(String message) {
        super(message);
    }

    /** What is wrong, and its cause. */
    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
