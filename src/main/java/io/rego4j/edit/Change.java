package io.rego4j.edit;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.List;

/**
 * What a refactoring makes of a set of policies: either new texts, proven to mean what was meant, or errors that say why not.
 *
 * @param texts the texts that change, in the order of the set; none if there are errors
 * @param places what a person must look at, since nobody can follow it: each with its place in the text as it was
 * @param errors why nothing may be changed
 * @param after the set with the new texts; the one that there was, if there are errors
 */
public record Change(List<EditedText> texts, List<Diagnostic> places, List<Diagnostic> errors, PolicySet after) {
    /** The code of an error: what was asked for cannot be done. */
    public static final String REFUSED = "refactor_refused";
    /** The code of a place that a person must look at. */
    public static final String PLACE = "refactor_place";

    public Change {
        texts = List.copyOf(texts);
        places = List.copyOf(places);
        errors = List.copyOf(errors);
    }

    /** True if the texts may be used. */
    public boolean isDone() {
        return errors.isEmpty();
    }

    /**
     * The new text of a source; the old one if it does not change.
     *
     * @throws EditException if there are errors
     */
    public String textOf(Source source) {
        orThrow();
        return texts.stream()
                .filter(each -> each.source() == source || each.source().name().equals(source.name()))
                .findFirst()
                .map(EditedText::text)
                .orElse(source.text());
    }

    /**
     * This change.
     *
     * @throws EditException if there are errors; it has all of them
     */
    public Change orThrow() {
        if (!isDone()) {
            throw new EditException(errors);
        }
        return this;
    }
}
