package io.rego4j.dsl;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.stream.Collectors;

/** A module that OPA would reject. The message lists all errors; each names the rule and the expression. */
public final class PolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> errors;

    PolicyException(String module, List<Diagnostic> errors) {
        super(message(module, errors));
        this.errors = List.copyOf(errors);
    }

    /** The errors, with OPA's codes and words. */
    public List<Diagnostic> errors() {
        return errors == null ? List.of() : errors;
    }

    private static String message(String module, List<Diagnostic> errors) {
        return errors.stream()
                .map(Diagnostic::toLine)
                .collect(Collectors.joining(
                        "\n- ",
                        module + " is wrong:\n- ",
                        "\nDeclare what is missing, name the modules that have it with alongside(…),"
                                + " or do without the check with buildUnchecked()."));
    }
}
