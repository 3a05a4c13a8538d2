package io.rego4j.format;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** Nothing could be written that says what the tree says. */
public final class FormatException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** An exception that says why. */
    public FormatException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toLine).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Why. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
