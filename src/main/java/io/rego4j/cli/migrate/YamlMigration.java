package io.rego4j.cli.migrate;

import io.rego4j.migrate.Migration;
import io.rego4j.migrate.PackageNames;
import io.rego4j.migrate.Policy;
import io.rego4j.migrate.SetMigration;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Span;
import io.rego4j.yaml.EmbeddedRego;
import io.rego4j.yaml.RegoInYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the policies in a YAML file. The code and the libraries of one target are a set. Where the file sets the version of
 * Rego, as a ConstraintTemplate does, a set is migrated as a whole and its version is set, or it is left as it is: Gatekeeper
 * refuses {@code import rego.v1}. Gatekeeper reads {@code rego} and {@code libs} of a target as v0: they are moved into the
 * target's {@code code}.
 */
final class YamlMigration {
    static final String NO_VERSION = "migrate_no_version";
    static final String SHARED = "migrate_shared_text";

    private final RegoInYaml file;
    private final @Nullable RegoVersion from;
    private final RegoVersion to;
    private final boolean renameRules;
    private final Map<Integer, RegoInYaml.Change> changes = new HashMap<>();
    private final List<String> intoCode = new ArrayList<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    private YamlMigration(RegoInYaml file, @Nullable RegoVersion from, RegoVersion to, boolean renameRules) {
        this.file = file;
        this.from = from;
        this.to = to;
        this.renameRules = renameRules;
    }

    /**
     * The result for a file.
     *
     * @param text its new text
     * @param policies its policies, with places in the file
     * @param notes what else was changed: renamed rules and moved policies, one sentence each
     */
    record Result(String text, List<Migration> policies, List<String> notes) {}

    static Result of(RegoInYaml file, @Nullable RegoVersion from, RegoVersion to, boolean renameRules) {
        YamlMigration migration = new YamlMigration(file, from, to, renameRules);
        file.sets().forEach(migration::set);
        String text = migration.written();
        if (text == null) {
            Diagnostic error = new Diagnostic(
                    Diagnostic.FORMAT_ERROR, "the migrated Rego cannot be written into this YAML file", null);
            migration.migrations.replaceAll(each -> each.unchanged(List.of(error)));
            return new Result(file.yaml().text(), migration.migrations, List.of());
        }
        return new Result(text, migration.migrations, migration.notes);
    }

    /** The new text of the file; null if reading it again does not give the same policies. */
    private @Nullable String written() {
        RegoInYaml moved = intoCode.isEmpty() ? file : file.inCode(intoCode).orElse(null);
        if (moved == null) {
            return null;
        }
        Map<EmbeddedRego, RegoInYaml.Change> changed = new HashMap<>();
        changes.forEach((index, change) -> changed.put(moved.policies().get(index), change));
        return moved.with(changed, false).orElse(null);
    }

    private void set(List<EmbeddedRego> set) {
        EmbeddedRego first = set.get(0);
        RegoVersion said = first.version().orElse(null);
        // Gatekeeper has no later version than v1.
        RegoVersion target = said == null ? to : RegoVersion.V1;
        List<Policy> policies = set.stream()
                .map(each -> Policy.of(each.source(), said == null ? from : said))
                .toList();
        SetMigration.Result result = SetMigration.of(policies, target, renameRules, new PackageNames(List.of()));
        List<Migration> done = new ArrayList<>(result.policies());
        boolean changesVersion = said == RegoVersion.V0;
        boolean getsCode = changesVersion && set.stream().noneMatch(EmbeddedRego::saysVersion);
        if (changesVersion && done.stream().noneMatch(Migration::isUnfinished)) {
            obstacle(first, getsCode).ifPresent(place -> done.set(0, done.get(0).unchanged(List.of(place))));
        }
        boolean isDone = done.stream().noneMatch(Migration::isUnfinished);
        if (said != null && !isDone) {
            done.replaceAll(each -> each.unchanged(List.of()));
        } else if (changesVersion || done.stream().anyMatch(Migration::isChanged)) {
            notes.addAll(result.renamed());
            if (getsCode) {
                intoCode.add(first.group());
                notes.add(file.yaml() + ": " + first.group() + ": " + (set.size() > 1 ? "rego and libs" : "rego")
                        + " into code[0].source, with version v1");
            }
            for (int i = 0; i < set.size(); i++) {
                changes.put(
                        file.policies().indexOf(set.get(i)),
                        new RegoInYaml.Change(done.get(i).text(), said != null));
            }
        }
        for (int i = 0; i < set.size(); i++) {
            EmbeddedRego policy = set.get(i);
            migrations.add(done.get(i).withoutFaults(policy::gatekeeperAccepts).mapDiagnostics(policy::inYaml));
        }
    }

    /** Why the version of a set cannot be set to v1 in the file. */
    private Optional<Diagnostic> obstacle(EmbeddedRego first, boolean getsCode) {
        boolean isShared = file.policies().stream()
                .anyMatch(each -> each.groups().size() > 1 && each.groups().contains(first.group()));
        if (isShared) {
            return Optional.of(place(
                    SHARED,
                    "an alias uses Rego of this target in another one, which would have to become v1 with it",
                    first,
                    "write it out in each target"));
        }
        return (getsCode ? file.whyNotInCode(first.group()) : Optional.<String>empty())
                .map(why -> place(
                        NO_VERSION,
                        "what stands right below a target is Rego v0 to Gatekeeper, and it cannot be moved: " + why,
                        first,
                        "move rego and libs into code: [{engine: Rego, source: …}], then migrate sets its version"));
    }

    private static Diagnostic place(String code, String message, EmbeddedRego policy, String hint) {
        return new Diagnostic(code, message, new Span(policy.source(), 0, 0, 0), List.of(hint));
    }
}
