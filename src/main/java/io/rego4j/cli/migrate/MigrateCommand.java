package io.rego4j.cli.migrate;

import io.rego4j.cli.command.Counted;
import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.RegoVersionFlags;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.Parallel;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.cli.file.UnifiedDiff;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.internal.io.AtomicFile;
import io.rego4j.migrate.Migration;
import io.rego4j.migrate.PackageNames;
import io.rego4j.migrate.Policy;
import io.rego4j.migrate.SetMigration;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code rego4j migrate}: migrates policies to Rego v1 or v2, reports the changes, and compares decisions before and after. */
public final class MigrateCommand extends FlagCommand {
    private static final int UNFINISHED = 2;

    private final Shell shell;
    private final ErrorPrinter errors;

    public MigrateCommand(Shell shell) {
        super(declare());
        this.shell = shell;
        this.errors = new ErrorPrinter(shell);
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Migrate policies to Rego v1 or v2: each file's version is found, the file is rewritten, imports that are"
                                + " no longer needed are dropped, and what a person must decide is listed with its place.",
                        "PATH",
                        "policies, YAML files with policies in them, and folders that are searched for both",
                        List.of(
                                "",
                                "A set is what one OPA loads: all that is named, but for what lies below a folder with a bundle's",
                                ".manifest, or below one that --set names: those are sets of their own. While something in a set",
                                "stays v0, the rest of it is written with import rego.v1, so that --v0-compatible loads them all.",
                                "",
                                "Exit codes: 0; 2 if something is left for a person to decide, a file is no policy, or a decision",
                                "changed (then nothing is written); 1 for a path that does not exist.",
                                "",
                                "Examples:",
                                "  rego4j migrate policies/                       rewrite what is below a folder",
                                "  rego4j migrate --dry-run -d policies/          show what would change",
                                "  rego4j migrate --input in.json --query data.authz.allow policies/",
                                "                                                 ask the real OPA before and after"))
                .value("v1|v2", "the version to write (default v1)", "--to")
                .value("v0|v1|v2", "the version to read (default: found for each file)", "--from", "--rego-version")
                .flag("write nothing", "-n", "--dry-run")
                .flag("show the changes as a unified diff", "-d", "--diff")
                .flag(
                        "give rules and functions whose names are keywords another name, with all uses in the set",
                        "--rename")
                .value(
                        "FOLDER",
                        "what lies below this folder is a set of its own; may be repeated, and hold *",
                        "--set")
                .value("FILE", "an input of JSON to ask with, before and after; may be repeated", "-i", "--input")
                .value("FILE", "data of JSON that the policies need for that; may be repeated", "--data")
                .value("REF", "what to ask for; may be repeated (default data)", "-q", "--query");
        return PolicyPaths.declare(YamlFiles.declare(flags));
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        if (given.paths().isEmpty()) {
            throw new UserError(1, "no path to migrate: name policies or folders");
        }
        RegoVersion target = target(given);
        RegoVersion source = source(given);
        PolicyPaths.Found found = PolicyPaths.withYaml(given).find();
        List<Path> files = found.files().stream().filter(PolicyPaths::isPolicy).toList();
        int exitCode = found.report(shell);
        Map<String, List<Path>> sets = PolicySets.of(files, given.values("--set"));
        PackageNames names = new PackageNames(files);
        DecisionComparison comparison = DecisionComparison.of(given);
        List<Migration> all = new ArrayList<>();
        for (var set : sets.entrySet()) {
            List<Policy> policies = new ArrayList<>();
            Parallel.inOrder(set.getValue(), file -> read(file, source), policies::add);
            SetMigration.Result result = SetMigration.of(policies, target, given.has("--rename"), names);
            List<Migration> done = result.policies();
            boolean same = comparison == null || comparison.holds(policies, done, target, shell.out());
            boolean write = same && !given.has("--dry-run");
            if (write) {
                write(set.getValue(), done);
            }
            done.forEach(each -> show(each, write, given.has("--diff"), target));
            result.renamed().forEach(shell.out()::println);
            explainUnfinished(set.getKey(), done);
            exitCode = Math.max(exitCode, same && done.stream().allMatch(Migration::isDone) ? 0 : UNFINISHED);
            all.addAll(done);
        }
        for (Path file : found.files().stream().filter(PolicyPaths::isYaml).toList()) {
            exitCode = Math.max(exitCode, yaml(file, YamlFiles.of(given, found.named()), given, all));
        }
        summary(all, !given.has("--dry-run"));
        return exitCode;
    }

    /** Migrates the policies in a YAML file. */
    private int yaml(Path file, YamlFiles files, FlagTable.Given given, List<Migration> all) throws IOException {
        YamlFiles.Content content = files.read(file);
        if (content == null) {
            return 0;
        }
        content.passedOver().forEach(each -> shell.err().println("note: " + each));
        RegoVersion to = target(given);
        YamlMigration.Result result = YamlMigration.of(content.file(), source(given), to, given.has("--rename"));
        boolean write = !given.has("--dry-run");
        String old = content.file().yaml().text();
        if (write && !result.text().equals(old)) {
            replace(file, old, result.text());
        }
        result.policies().forEach(each -> show(each, write, false, to));
        result.notes().forEach(shell.out()::println);
        if (given.has("--diff")) {
            shell.out().print(UnifiedDiff.of(file.toString(), old, result.text(), shell.outIsTerminal()));
        }
        all.addAll(result.policies());
        boolean isDone =
                content.passedOver().isEmpty() && result.policies().stream().allMatch(Migration::isDone);
        return isDone ? 0 : UNFINISHED;
    }

    private static RegoVersion target(FlagTable.Given given) {
        String to = given.value("--to");
        RegoVersion target = to == null ? RegoVersion.V1 : RegoVersionFlags.named(to);
        if (target == RegoVersion.V0) {
            throw new UserError(1, "nothing is migrated to v0: use v1 or v2");
        }
        return target;
    }

    private static @Nullable RegoVersion source(FlagTable.Given given) {
        String from = given.value("--rego-version");
        return from == null ? null : RegoVersionFlags.named(from);
    }

    private static Policy read(Path file, @Nullable RegoVersion from) {
        try {
            return Policy.of(Source.read(file), from);
        } catch (IOException e) {
            return Policy.failed(Source.of(file.toString(), ""), List.of(FileProblems.of(file, e)));
        }
    }

    /** Writes a set: if one file cannot be written, those before it are restored. */
    private static void write(List<Path> files, List<Migration> done) throws IOException {
        List<Integer> written = new ArrayList<>();
        try {
            for (int i = 0; i < done.size(); i++) {
                if (done.get(i).isChanged()) {
                    replace(
                            files.get(i),
                            done.get(i).source().text(),
                            done.get(i).text());
                    written.add(i);
                }
            }
        } catch (IOException e) {
            for (int i : written) {
                replace(files.get(i), done.get(i).text(), done.get(i).source().text());
            }
            throw e;
        }
    }

    private static void replace(Path file, String old, String text) throws IOException {
        AtomicFile.replace(file, old.getBytes(StandardCharsets.UTF_8), text.getBytes(StandardCharsets.UTF_8));
    }

    /** Prints how a set that is partly migrated is loaded. */
    private void explainUnfinished(String set, List<Migration> done) {
        long behind = done.stream().filter(Migration::isUnfinished).count();
        boolean changed = done.stream().anyMatch(Migration::isChanged);
        if (behind > 0 && changed) {
            shell.out()
                    .println((set.equals(PolicySets.REST) ? "" : Source.printable(set) + ": ") + behind + " of "
                            + Counted.of(done.size(), "policy")
                            + " stay as they are, so the others keep import rego.v1 and load beside them in an OPA with"
                            + " --v0-compatible");
        }
    }

    private void show(Migration each, boolean write, boolean diff, RegoVersion to) {
        String name = each.source().name();
        if (each.version() == null) {
            errors.print(name, each.errors());
            return;
        }
        String what;
        if (each.isChanged()) {
            what = each.version() + " -> " + (each.oldest() == to ? "" : each.oldest() + " and ") + to
                    + (write ? ", rewritten" : ", would be rewritten");
        } else {
            what = each.isUnfinished() && each.version() != to
                    ? each.version() + ", left as it is"
                    : each.version() + ", as it is";
        }
        String dropped = each.dropped().isEmpty() ? "" : "; without " + String.join(", ", each.dropped());
        String renamed = each.renamed().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(names -> "; " + names.getKey() + " is " + names.getValue() + " now")
                .collect(Collectors.joining());
        shell.out().println(Source.printable(name) + ": " + what + dropped + renamed);
        if (diff) {
            shell.out().print(UnifiedDiff.of(name, each.source().text(), each.text(), shell.outIsTerminal()));
        }
        shell.out().flush();
        errors.print(name, each.errors());
        errors.print(name, each.places());
    }

    private void summary(List<Migration> all, boolean write) {
        long changed = all.stream().filter(Migration::isChanged).count();
        long open = all.stream().mapToLong(each -> each.places().size()).sum();
        long failed = all.stream().filter(each -> !each.errors().isEmpty()).count();
        shell.out()
                .println(Counted.of(all.size(), "policy") + ": " + changed + (write ? " rewritten, " : " to rewrite, ")
                        + failed + " failed; " + Counted.of(open, "place") + " for a person to decide");
    }
}
