package io.rego4j.format;

import io.rego4j.source.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The result of formatting.
 *
 * @param outcome whether the text is OPA's, a repaired one, or the one that was there before
 * @param text the text; the original one if nothing safe could be written
 * @param changed true if the text is not the one that the module was read from; a module that was built counts as changed
 * @param deviations the reasons why the text is not OPA's, one sentence each; empty if it is
 * @param renamed the new names of local variables by their old ones, which are keywords of the version that is written
 * @param opaText what OPA writes, if that is another text; null if it is not known or OPA's formatter fails
 * @param errors the reasons why nothing was written; empty unless the outcome is {@link Outcome#LEFT}
 */
public record FormatResult(
        Outcome outcome,
        String text,
        boolean changed,
        List<String> deviations,
        Map<String, String> renamed,
        @Nullable String opaText,
        List<Diagnostic> errors) {
    /** How the text came about. */
    public enum Outcome {
        /** The text is that of {@code opa fmt}, byte for byte. */
        AS_OPA,
        /** OPA's text would be another policy, or lose a comment: this one does not. */
        REPAIRED,
        /** Nothing safe could be written: the text is the one that was there before. */
        LEFT
    }

    public FormatResult {
        deviations = List.copyOf(deviations);
        renamed = Map.copyOf(renamed);
        errors = List.copyOf(errors);
    }

    /** True if the text may be used. */
    public boolean isFormatted() {
        return outcome != Outcome.LEFT;
    }

    /** What OPA writes, if that is another text. */
    public Optional<String> ofOpa() {
        return Optional.ofNullable(opaText);
    }
}
