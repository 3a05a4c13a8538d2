package io.rego4j.cli;

/** Something that the user gave is wrong: one clear message, no stack trace, and an exit code. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    UserError(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
