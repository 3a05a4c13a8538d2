package io.rego4j.parse;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A text that is not Rego. Its message shows each error with its line and a caret. */
public final class RegoParseException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> diagnostics;

    /** An exception that reports these errors. */
    public RegoParseException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::display).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** The errors, the first one first. */
    public List<Diagnostic> diagnostics() {
        return diagnostics == null ? List.of() : diagnostics;
    }
}
