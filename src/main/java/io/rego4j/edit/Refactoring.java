package io.rego4j.edit;

import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Plan;
import io.rego4j.edit.name.Proof;
import io.rego4j.edit.name.Rename;
import io.rego4j.parse.RegoParseException;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes over a set of policies that leave what every rule means as it is. Names are resolved as OPA resolves them; the new
 * texts differ from the old ones in the changed names only, and are handed out only if each rule that they hold resolves to
 * what it was, under its new name.
 *
 * <p>A name that would be taken for another one, or take the place of one, is an error with its place. What nobody can follow,
 * such as a reference through a variable or a name in a string, is listed for a person.
 */
public final class Refactoring {
    private final PolicySet set;

    private Refactoring(PolicySet set) {
        this.set = set;
    }

    /** Refactorings of a set. */
    public static Refactoring of(PolicySet set) {
        return new Refactoring(set);
    }

    /**
     * Renames a rule or function, or a package with everything below it: whatever is at the path.
     *
     * @param from the path, for instance {@code data.authz.allow}
     * @param to the new path; a rule stays in its package
     * @throws IllegalArgumentException if one of them is no path below data
     */
    public Change rename(String from, String to) {
        return carriedOut(Rename.of(set, DataPath.parse(from), DataPath.parse(to)));
    }

    /** Makes the changes of a plan and proves them. */
    private Change carriedOut(Plan plan) {
        if (!plan.errors.isEmpty()) {
            return new Change(List.of(), plan.places, plan.errors, set);
        }
        List<EditedText> texts = texts(plan.edits);
        PolicySet after;
        try {
            after = set.with(texts);
        } catch (RegoParseException e) {
            return new Change(List.of(), plan.places, e.diagnostics(), set);
        }
        List<Diagnostic> errors = new ArrayList<>(Proof.differences(set, after, plan));
        if (errors.isEmpty() && !texts.isEmpty()) {
            errors.addAll(after.check());
        }
        return errors.isEmpty()
                ? new Change(texts, plan.places, List.of(), after)
                : new Change(List.of(), plan.places, errors, set);
    }

    private List<EditedText> texts(List<TextEdit> edits) {
        Map<Source, List<TextEdit>> bySource = new IdentityHashMap<>();
        edits.forEach(edit -> bySource.computeIfAbsent(edit.span().source(), source -> new ArrayList<>())
                .add(edit));
        return set.modules().stream()
                .map(module -> module.origin().source())
                .filter(bySource::containsKey)
                .map(source -> EditedText.of(source, bySource.getOrDefault(source, List.of())))
                .filter(EditedText::isChanged)
                .toList();
    }
}
