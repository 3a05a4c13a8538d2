package io.rego4j.cli.migrate;

import io.rego4j.migrate.Migration;
import io.rego4j.migrate.PackageNames;
import io.rego4j.migrate.Policy;
import io.rego4j.migrate.SetMigration;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import io.rego4j.yaml.EmbeddedRego;
import io.rego4j.yaml.RegoInYaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Migrates the policies in a YAML file. The code and the libraries of one target are a set. Where the file says the version of
 * Rego, as a ConstraintTemplate does, a set gets there as a whole, and the file says so, or stays: Gatekeeper refuses {@code
 * import rego.v1}.
 */
final class YamlMigration {
    static final String NO_VERSION = "migrate_no_version";

    private final @Nullable RegoVersion from;
    private final RegoVersion to;
    private final boolean renameRules;
    private final Map<EmbeddedRego, RegoInYaml.Change> changes = new HashMap<>();
    private final List<Migration> migrations = new ArrayList<>();
    private final List<String> renamed = new ArrayList<>();

    private YamlMigration(@Nullable RegoVersion from, RegoVersion to, boolean renameRules) {
        this.from = from;
        this.to = to;
        this.renameRules = renameRules;
    }

    /**
     * What came of a file.
     *
     * @param text its new text
     * @param policies its policies, with places in the file
     * @param renamed the rules that have other names, one sentence each
     */
    record Result(String text, List<Migration> policies, List<String> renamed) {}

    static Result of(RegoInYaml file, @Nullable RegoVersion from, RegoVersion to, boolean renameRules) {
        YamlMigration migration = new YamlMigration(from, to, renameRules);
        Map<String, List<EmbeddedRego>> sets = new LinkedHashMap<>();
        for (EmbeddedRego each : file.policies()) {
            sets.computeIfAbsent(each.group(), ignored -> new ArrayList<>()).add(each);
        }
        sets.values().forEach(migration::set);
        String text = file.with(migration.changes, false).orElse(null);
        if (text == null) {
            Diagnostic error = new Diagnostic(
                    Diagnostic.FORMAT_ERROR, "the migrated Rego cannot be written into this YAML file", null);
            migration.migrations.replaceAll(each -> each.left(List.of(error)));
            text = file.yaml().text();
        }
        return new Result(text, migration.migrations, migration.renamed);
    }

    private void set(List<EmbeddedRego> set) {
        RegoVersion said = set.get(0).version().orElse(null);
        // Gatekeeper has no later version than v1.
        RegoVersion target = said == null ? to : RegoVersion.V1;
        List<Policy> policies = set.stream()
                .map(each -> Policy.of(each.source(), said == null ? from : said))
                .toList();
        SetMigration.Result result = SetMigration.of(policies, target, renameRules, new PackageNames(List.of()));
        List<Migration> done = new ArrayList<>(result.policies());
        boolean changes = done.stream().anyMatch(Migration::isChanged) || said == RegoVersion.V0;
        boolean isDone = done.stream().noneMatch(Migration::isUnfinished);
        boolean saysVersion = set.stream().anyMatch(EmbeddedRego::saysVersion);
        if (said == RegoVersion.V0 && isDone && !saysVersion) {
            done.set(0, done.get(0).left(List.of(noVersion(set.get(0)))));
        }
        if (said != null && (!isDone || said == RegoVersion.V0 && !saysVersion)) {
            done.replaceAll(each -> each.left(List.of()));
        } else if (changes) {
            renamed.addAll(result.renamed());
            for (int i = 0; i < set.size(); i++) {
                this.changes.put(set.get(i), new RegoInYaml.Change(done.get(i).text(), said != null));
            }
        }
        for (int i = 0; i < set.size(); i++) {
            migrations.add(done.get(i).at(set.get(i)::inYaml));
        }
    }

    private static Diagnostic noVersion(EmbeddedRego policy) {
        Source source = policy.source();
        return new Diagnostic(
                NO_VERSION,
                "what stands here is Rego v0 to Gatekeeper, and nothing can say otherwise",
                new Span(source, 0, 0, 0),
                List.of("move rego and libs into code: [{engine: Rego, source: …}], then migrate sets its version"));
    }
}
