package io.rego4j.cli.command;

import org.jspecify.annotations.Nullable;

/** Something that the user gave is wrong: one clear message, no stack trace, and an exit code. */
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
