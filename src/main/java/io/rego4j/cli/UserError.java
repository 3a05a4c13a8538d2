package io.rego4j.cli;

import org.jspecify.annotations.Nullable;

/** Something that the user gave is wrong: one clear message, no stack trace, and an exit code. */
final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    UserError(int exitCode, @Nullable String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
