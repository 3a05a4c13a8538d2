package io.rego4j.cli.command;

import org.jspecify.annotations.Nullable;

/** An error in the user's arguments or files: one message, no stack trace, and an exit code. */
public final class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    public UserError(int exitCode, @Nullable String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
