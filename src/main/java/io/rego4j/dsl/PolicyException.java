package io.rego4j.dsl;

import io.rego4j.ast.Rule;
import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A module or a rule that OPA would reject. The message lists all errors; each names the rule and the expression. */
public final class PolicyException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final transient List<Diagnostic> errors;

    private PolicyException(String message, List<Diagnostic> errors) {
        super(message);
        this.errors = List.copyOf(errors);
    }

    /** @param explanation more about an error; null where its words are enough */
    static PolicyException of(
            ModuleBuilder module, List<Diagnostic> errors, Function<Diagnostic, @Nullable String> explanation) {
        String remedy = "Declare what is missing, name the modules that have it with alongside(…),"
                + " or do without the check with buildUnchecked().";
        return new PolicyException(message(module.toString(), errors, explanation, remedy), errors);
    }

    static PolicyException of(Rule rule, List<Diagnostic> errors) {
        String remedy = "Mend the calls, or do without the check with buildUnchecked(),"
                + " for instance where the policy has a function of the same name.";
        return new PolicyException(message("rule " + rule.head().ref(), errors, error -> null, remedy), errors);
    }

    /** The errors, with OPA's codes and words. */
    public List<Diagnostic> errors() {
        return errors == null ? List.of() : errors;
    }

    private static String message(
            String what, List<Diagnostic> errors, Function<Diagnostic, @Nullable String> explanation, String remedy) {
        StringBuilder message = new StringBuilder(what).append(" is wrong:\n");
        for (Diagnostic error : errors) {
            String more = explanation.apply(error);
            message.append("- ").append(error.toLine());
            message.append(more == null ? "\n" : ": " + more + "\n");
        }
        return message.append(remedy).toString();
    }
}
