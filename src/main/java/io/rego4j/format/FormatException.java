package io.rego4j.format;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** No text of a tree could be written; the message has the errors, a line each. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** An exception with these errors. */
    public FormatException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toLine).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** The errors. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
