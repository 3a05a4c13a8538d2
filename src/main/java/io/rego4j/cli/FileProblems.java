package io.rego4j.cli;

import io.rego4j.source.Diagnostic;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Says in one sentence why a file could not be read or written. */
final class FileProblems {
    /** The code of a file that could not be read or written; OPA has none. */
    static final String CODE = "io_error";

    private FileProblems() {}

    /** The error for a file that could not be read or written. */
    static Diagnostic of(Path file, IOException problem) {
        String reason;
        if (problem instanceof NoSuchFileException) {
            reason = "no such file or directory";
        } else if (problem instanceof AccessDeniedException) {
            reason = "permission denied";
        } else {
            reason = String.valueOf(problem.getMessage());
        }
        return new Diagnostic(CODE, reason.contains(file.toString()) ? reason : file + ": " + reason, null);
    }
}
