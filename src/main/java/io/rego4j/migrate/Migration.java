package io.rego4j.migrate;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The migration of one policy to a later version of Rego: its own version, its new text, and what a person must decide.
 *
 * @param source the policy as it was
 * @param version the version that it was parsed as; null if no version parses it
 * @param text its new text; the old one if nothing needs to change, or it cannot be migrated
 * @param oldest the oldest version that parses the new text: v0 if it must load together with policies that stay v0
 * @param dropped the imports that were removed
 * @param renamed the new names of variables by the old ones, which became keywords
 * @param todo what a person must decide, with places in the old text
 * @param errors why it could not be migrated; empty if it could
 * @param faults the errors that OPA reports for the old text and for the new one alike, which do not stop the migration
 */
public record Migration(
        Source source,
        @Nullable RegoVersion version,
        String text,
        RegoVersion oldest,
        List<String> dropped,
        Map<String, String> renamed,
        List<Diagnostic> todo,
        List<Diagnostic> errors,
        List<Diagnostic> faults) {
    /** Migrates one policy by itself. */
    public static Migration of(Source source, RegoVersion to) {
        return SetMigration.of(List.of(Policy.of(source, null)), to, false, new PackageNames(List.of()))
                .policies()
                .get(0);
    }

    /** True if a person must still do something before the policy can be migrated. */
    public boolean isUnfinished() {
        return !todo.isEmpty() || !errors.isEmpty();
    }

    public boolean isChanged() {
        return !text.equals(source.text());
    }

    /** True if it is migrated, and OPA reports no error. */
    public boolean isDone() {
        return !isUnfinished() && faults.isEmpty();
    }

    /** All that a person must do. */
    public List<Diagnostic> places() {
        List<Diagnostic> all = new ArrayList<>(todo);
        all.addAll(faults);
        return all;
    }

    /** The same with other faults. */
    Migration withFaults(List<Diagnostic> found) {
        return new Migration(source, version, text, oldest, dropped, renamed, todo, errors, found);
    }

    /** The same without the faults whose messages match. */
    public Migration withoutFaults(Predicate<String> messages) {
        return withFaults(
                faults.stream().filter(fault -> !messages.test(fault.message())).toList());
    }

    /** The policy left unchanged, with more that a person must decide. */
    public Migration unchanged(List<Diagnostic> more) {
        List<Diagnostic> all = new ArrayList<>(todo);
        all.addAll(more);
        return new Migration(source, version, source.text(), oldest, List.of(), Map.of(), all, errors, faults);
    }

    /** The same with each diagnostic mapped, for instance to its place in another file. */
    public Migration mapDiagnostics(UnaryOperator<Diagnostic> mapping) {
        return new Migration(
                source,
                version,
                text,
                oldest,
                dropped,
                renamed,
                todo.stream().map(mapping).toList(),
                errors.stream().map(mapping).toList(),
                faults.stream().map(mapping).toList());
    }
}
