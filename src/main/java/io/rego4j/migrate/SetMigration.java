package io.rego4j.migrate;

import io.rego4j.ast.Import;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.StringTerm;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
import io.rego4j.format.FormatOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Migrates the policies that one OPA loads together to a later version of Rego. If some of them cannot be migrated, the others
 * are written so that they load in v0 as well as in the later version, with {@code import rego.v1}. The result is checked as
 * OPA checks it; policies with errors that the set did not have before stay unchanged.
 */
public final class SetMigration {
    private final List<Policy> policies;
    private final RegoVersion to;
    private final SetRepairs repairs;
    private final List<Policy> repaired = new ArrayList<>();
    private final List<List<Diagnostic>> todo = new ArrayList<>();
    private final Map<String, Integer> known;

    private SetMigration(List<Policy> policies, RegoVersion to, boolean renameRules, PackageNames names) {
        this.policies = policies;
        this.to = to;
        repairs = SetRepairs.of(policies, to, renameRules, names);
        for (Policy each : policies) {
            repaired.add(repairs.repaired(each));
            todo.add(new ArrayList<>(repairs.todo(each)));
        }
        known = count(errors(repaired, RegoVersion.V0));
        newErrors(repaired, to).forEach((index, errors) -> errors.forEach(error -> addTodo(index, error)));
    }

    /**
     * The result for a set.
     *
     * @param renamed the renamed rules, one sentence each
     */
    public record Result(List<Migration> policies, List<String> renamed) {}

    /**
     * Migrates a set.
     *
     * @param renameRules true to rename rules whose names became keywords
     * @param names the names of rules in the packages of the run
     */
    public static Result of(List<Policy> policies, RegoVersion to, boolean renameRules, PackageNames names) {
        SetMigration migration = new SetMigration(policies, to, renameRules, names);
        List<Migration> done = migration.migrated();
        List<String> renamed = migration.repairs.sentences();
        // A rule is renamed in the whole set or nowhere: if a policy could not be migrated, none is renamed.
        return renamed.isEmpty() || done.stream().noneMatch(Migration::isUnfinished)
                ? new Result(done, renamed)
                : of(policies, to, false, names);
    }

    /** The migrations, with the errors that the set had before and still has. */
    private List<Migration> migrated() {
        List<Migration> all = run();
        if (known.isEmpty()) {
            return all;
        }
        RegoVersion version = all.stream().noneMatch(Migration::isUnfinished) ? to : RegoVersion.V0;
        Map<String, Integer> left = count(errors(written(all, version), version));
        List<Diagnostic> before = errors(policies, RegoVersion.V0).stream()
                .filter(error -> left.merge(error.text(), -1, Integer::sum) >= 0)
                .toList();
        Map<Integer, List<Diagnostic>> faults = byPolicy(before, policies);
        faults.forEach((index, found) -> {
            Migration each = all.get(index);
            List<Diagnostic> more = found.stream()
                    .filter(fault -> !isKnown(each.todo(), row(fault)))
                    .toList();
            all.set(index, each.withFaults(more));
        });
        return all;
    }

    /** True if there is a diagnostic in the same row already. */
    private static boolean isKnown(List<Diagnostic> known, int row) {
        return known.stream().map(Diagnostic::span).anyMatch(span -> span != null && span.row() == row);
    }

    private static int row(Diagnostic found) {
        return found.span() == null ? 0 : found.span().row();
    }

    private static Map<Integer, List<Diagnostic>> byPolicy(List<Diagnostic> errors, List<Policy> policies) {
        Map<Integer, List<Diagnostic>> found = new HashMap<>();
        for (Diagnostic error : errors) {
            Span span = error.span();
            for (int i = 0; i < policies.size(); i++) {
                if (span != null && span.source() == policies.get(i).source()) {
                    found.computeIfAbsent(i, ignored -> new ArrayList<>()).add(error);
                }
            }
        }
        return found;
    }

    private List<Migration> run() {
        List<Migration> all = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            all.add(write(i, FormatOptions.of(to).withDropV0Imports(true)));
        }
        while (true) {
            boolean whole = all.stream().noneMatch(Migration::isUnfinished);
            if (!whole) {
                for (int i = 0; i < all.size(); i++) {
                    all.set(
                            i,
                            all.get(i).isUnfinished()
                                    ? unchanged(i)
                                    : write(i, FormatOptions.between(RegoVersion.V0, to)));
                }
            }
            Map<Integer, List<Diagnostic>> found =
                    newErrors(written(all, whole ? to : RegoVersion.V0), whole ? to : RegoVersion.V0);
            boolean isWorse = false;
            for (var each : found.entrySet()) {
                boolean wasDone = !all.get(each.getKey()).isUnfinished();
                isWorse |= wasDone;
                each.getValue().forEach(error -> todo.get(each.getKey()).add(inNewText(error)));
                all.set(each.getKey(), unchanged(each.getKey()));
            }
            if (found.isEmpty()) {
                return all;
            } else if (!isWorse) {
                // All new errors are in policies that are unchanged already: then none is migrated.
                for (int i = 0; i < all.size(); i++) {
                    all.set(i, unchanged(i));
                }
                return all;
            }
        }
    }

    /** A policy that stays unchanged. */
    private Migration unchanged(int index) {
        Policy policy = policies.get(index);
        return new Migration(
                policy.source(),
                policy.version(),
                policy.source().text(),
                to,
                List.of(),
                Map.of(),
                List.copyOf(todo.get(index)),
                policy.errors(),
                List.of());
    }

    private Migration write(int index, FormatOptions options) {
        Policy policy = repaired.get(index);
        RegoModule module = policy.module();
        RegoVersion version = policy.version();
        if (module == null || version == null || !todo.get(index).isEmpty()) {
            return unchanged(index);
        }
        boolean isRepaired = policy.source() != policies.get(index).source();
        boolean isThere = version.isAtLeast(to) && (versionImports(module).isEmpty() || options.from() != to);
        // A policy of the later version that v0 does not parse could not be loaded together with v0 before either.
        if (!isRepaired && (isThere || options.from() == RegoVersion.V0 && !policy.isV0())) {
            return unchanged(index);
        }
        PolicyFormat.Outcome outcome = new PolicyFormat(ParseOptions.of(version), options).of(policy.source());
        if (!outcome.isFormatted()) {
            outcome.errors().forEach(error -> addTodo(index, error));
            return unchanged(index);
        }
        List<String> dropped = new ArrayList<>(versionImports(module));
        RegoParser.parse(Source.of(outcome.text()), ParseOptions.of(to))
                .tree()
                .ifPresent(written -> dropped.removeAll(versionImports(written)));
        Map<String, String> renamed = new HashMap<>(repairs.renamed(policies.get(index)));
        renamed.putAll(outcome.renamed());
        return new Migration(
                policies.get(index).source(),
                policies.get(index).version(),
                outcome.text(),
                options.from(),
                dropped,
                renamed,
                List.of(),
                List.of(),
                List.of());
    }

    /** The set as it will be loaded. */
    private List<Policy> written(List<Migration> all, RegoVersion version) {
        List<Policy> now = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            Migration each = all.get(i);
            now.add(
                    each.isChanged()
                            ? Policy.of(Source.of(each.source().name(), each.text()), version)
                            : policies.get(i));
        }
        return now;
    }

    /** The checker's errors for the policies in a version. */
    private static List<Diagnostic> errors(List<Policy> policies, RegoVersion version) {
        List<RegoModule> modules = policies.stream()
                .flatMap(each -> Stream.ofNullable(each.module()))
                .toList();
        return Checker.check(modules, CheckOptions.of(version).withPartial(true));
    }

    private static Map<String, Integer> count(List<Diagnostic> errors) {
        Map<String, Integer> count = new HashMap<>();
        errors.forEach(error -> count.merge(error.text(), 1, Integer::sum));
        return count;
    }

    /** The errors that the set did not have before, by the index of their policy. */
    private Map<Integer, List<Diagnostic>> newErrors(List<Policy> now, RegoVersion version) {
        Map<String, Integer> before = new HashMap<>(known);
        List<Diagnostic> found = errors(now, version).stream()
                .filter(error -> before.merge(error.text(), -1, Integer::sum) < 0)
                .toList();
        return byPolicy(found, now);
    }

    /** An error in a new text, without a place, as the rows differ. */
    private static Diagnostic inNewText(Diagnostic error) {
        return new Diagnostic(
                error.code(), "migrated, it would have an error: " + error.message(), null, error.hints());
    }

    /** Adds what a person must decide, unless there is a diagnostic in the same row already. */
    private void addTodo(int index, Diagnostic error) {
        List<Diagnostic> open = todo.get(index);
        Source source = policies.get(index).source();
        Span span = error.span();
        // A repaired text has the rows of the old one, except for an import behind its package clause.
        int added = repaired.get(index).source().rows() - source.rows();
        int row = Math.min(Math.max(row(error) - added, Math.min(1, row(error))), source.rows());
        if (!isKnown(open, row)) {
            int start = row == 0 ? 0 : source.rowStart(row);
            int column = span == null
                    ? 0
                    : Math.min(span.column() - 1, source.line(Math.max(1, row)).length());
            Span place = span == null ? null : new Span(source, start + column, start + column, start + column);
            open.add(new Diagnostic(error.code(), error.message(), place, error.hints()));
        }
    }

    /** The imports of {@code rego} and {@code future}. */
    private static List<String> versionImports(RegoModule module) {
        List<String> found = new ArrayList<>();
        for (Import each : module.imports()) {
            if (each.isDirective()) {
                found.add(dotted(each.path()));
            }
        }
        return found;
    }

    /** A path with dots, also before keywords, which the parsed path has in brackets. */
    private static String dotted(RefTerm path) {
        return path.terms().stream()
                .map(term -> term instanceof StringTerm text ? text.value() : term.toString())
                .collect(Collectors.joining("."));
    }
}
