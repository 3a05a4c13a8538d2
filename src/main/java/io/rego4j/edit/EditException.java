package io.rego4j.edit;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** What was asked for cannot be done: nothing was changed. */
public final class EditException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Diagnostic> diagnostics;

    public EditException(List<Diagnostic> diagnostics) {
        super(diagnostics.stream().map(Diagnostic::toLine).collect(Collectors.joining("\n")));
        this.diagnostics = List.copyOf(diagnostics);
    }

    /** Why, with places; the message has them as lines. */
    public List<Diagnostic> diagnostics() {
        return diagnostics;
    }
}
