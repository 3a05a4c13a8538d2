package io.rego4j.edit.plan;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.NameResolution.ResolvedRule;
import io.rego4j.edit.Change;
import io.rego4j.edit.TextEdit;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a refactoring is about to do: changes of texts, and what the rules must mean after them. */
public class Plan {
    /** The changes, of any of the texts. */
    public final List<TextEdit> edits = new ArrayList<>();
    /** What a person must look at. */
    public final List<Diagnostic> places = new ArrayList<>();
    /** Why it cannot be done. */
    public final List<Diagnostic> errors = new ArrayList<>();
    /** Words that the changes bring into the texts: what they mean is compared wherever they stand. */
    public final Set<String> words = new HashSet<>();

    /** True if each text changes by itself: one that cannot be changed stays as it is, and is listed. */
    public boolean isByText() {
        return false;
    }

    /** True if rules say something else afterwards, or the same in another package; not if they have other names only. */
    public boolean changesRules() {
        return false;
    }

    /** True if documents get other paths. */
    public boolean movesDocuments() {
        return false;
    }

    /** True if a document of this path holds one that gets another path, or will hold it. */
    public boolean concerns(List<String> path) {
        return false;
    }

    /** The rules of a module as they must resolve after the changes; by default as before. */
    public List<Rule> expected(RegoModule module, List<ResolvedRule> before) {
        return before.stream().map(ResolvedRule::rule).toList();
    }

    /** Adds what another plan does. */
    public void add(Plan part) {
        edits.addAll(part.edits);
        places.addAll(part.places);
        errors.addAll(part.errors);
    }

    /** Adds a reason why it cannot be done. */
    public Plan refuse(String message, @Nullable Span span, String... hints) {
        errors.add(new Diagnostic(Change.REFUSED, message, span, List.of(hints)));
        return this;
    }

    /** Adds a place for a person. */
    public void place(String message, @Nullable Span span, String... hints) {
        places.add(new Diagnostic(Change.PLACE, message, span, List.of(hints)));
    }
}
