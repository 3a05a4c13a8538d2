package io.rego4j.cli.migrate;

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
import io.rego4j.internal.io.AtomicFile;
import io.rego4j.migrate.Migration;
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

/** {@code rego4j migrate}: takes policies to Rego v1 or v2, tells what it did, and proves that no decision changed. */
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
                        "policies, and folders that are searched for *.rego files",
                        List.of(
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
                .value("FILE", "an input of JSON to ask with, before and after; may be repeated", "-i", "--input")
                .value("FILE", "data of JSON that the policies need for that; may be repeated", "--data")
                .value("REF", "what to ask for; may be repeated (default data)", "-q", "--query");
        return PolicyPaths.declare(flags);
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        if (given.paths().isEmpty()) {
            throw new UserError(1, "no path to migrate: name policies or folders");
        }
        String to = given.value("--to");
        RegoVersion target = to == null ? RegoVersion.V1 : RegoVersionFlags.named(to);
        if (target == RegoVersion.V0) {
            throw new UserError(1, "nothing is migrated to v0: use v1 or v2");
        }
        String from = given.value("--rego-version");
        RegoVersion source = from == null ? null : RegoVersionFlags.named(from);
        PolicyPaths.Found found = PolicyPaths.of(given).find();
        List<Path> files = found.files().stream().filter(PolicyPaths::isPolicy).toList();
        List<Migration> all = new ArrayList<>();
        Parallel.inOrder(files, file -> migrate(file, source, target), all::add);
        DecisionComparison proof = DecisionComparison.of(given);
        boolean same = proof == null || proof.holds(all, target, shell.out());
        boolean write = same && !given.has("--dry-run");
        int exitCode = Math.max(found.report(shell), same ? 0 : UNFINISHED);
        for (int i = 0; i < all.size(); i++) {
            Migration each = all.get(i);
            if (write && each.isChanged()) {
                AtomicFile.replace(
                        files.get(i),
                        each.source().text().getBytes(StandardCharsets.UTF_8),
                        each.text().getBytes(StandardCharsets.UTF_8));
            }
            if (each.isUnfinished()) {
                exitCode = UNFINISHED;
            }
            show(each, write, given.has("--diff"), target);
        }
        summary(all, write);
        return exitCode;
    }

    private static Migration migrate(Path file, @Nullable RegoVersion from, RegoVersion to) {
        try {
            return Migration.of(Source.read(file), from, to);
        } catch (IOException e) {
            return Migration.failed(Source.of(file.toString(), ""), List.of(FileProblems.of(file, e)));
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
            what = each.version() + " -> " + to + (write ? ", rewritten" : ", would be rewritten");
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
        errors.print(name, each.todo());
    }

    private void summary(List<Migration> all, boolean write) {
        long changed = all.stream().filter(Migration::isChanged).count();
        long open = all.stream().mapToLong(each -> each.todo().size()).sum();
        long failed = all.stream().filter(each -> !each.errors().isEmpty()).count();
        shell.out()
                .println(all.size() + " files: " + changed + (write ? " rewritten" : " to rewrite") + ", " + failed
                        + " failed; " + open + " places for a person to decide");
    }
}
