package io.rego4j.cli.fmt;

import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.Parallel;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.cli.file.Progress;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.migrate.PackageNames;
import io.rego4j.migrate.PolicyFormat;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code rego4j fmt}: what {@code opa fmt} does, for all files even if one has errors, with the proof that each policy stays
 * the same.
 */
public final class FmtCommand extends FlagCommand {
    private static final String STDIN = "stdin";

    private final Shell shell;
    private final ErrorPrinter errors;

    public FmtCommand(Shell shell) {
        super(declare());
        this.shell = shell;
        this.errors = new ErrorPrinter(shell);
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Format policies as opa fmt does, and prove that each stays the same policy with the same comments."
                                + " Without a path it formats standard input.",
                        "PATH",
                        "policies, YAML files with policies in them, and folders that are searched for both",
                        List.of(
                                "",
                                "Exit codes: 0; 2 if a file is no policy, or if --fail is given and a text changes; 1 for a path",
                                "that does not exist, and for standard input that is no policy.",
                                "",
                                "Examples:",
                                "  rego4j fmt policy.rego                    print it formatted",
                                "  rego4j fmt -w policies/                   rewrite what is below a folder",
                                "  rego4j fmt --check policies/              list what would change; exit code 2 if any",
                                "  rego4j fmt -d policies/ | patch -p0       the changes as a patch",
                                "  echo '{1,1,2}' | rego4j fmt --fragment term",
                                "  rego4j fmt --v0-v1 old.rego               old Rego, so that new OPAs read it as well"))
                .flag("rewrite the files; each is replaced at once or not at all", "-w", "--write")
                .flag("list the files that would change", "-l", "--list")
                .flag("show the changes as a unified diff", "-d", "--diff")
                .flag("exit with 2 if a text changes", "--fail")
                .flag("the same as --list --fail", "--check")
                .flag(
                        "prove that the policy stays the same, and repair what OPA's layout breaks (default true); with =false"
                                + " the text is exactly OPA's",
                        "--check-result")
                .flag("lay out as if the policy had been built, not read", "--no-locations")
                .value("text|jsonl", "print the text, or a line of JSON for each file (default text)", "-f", "--format")
                .value("rule|body|expr|term|comment", "format one part of a policy", "--fragment");
        return PolicyPaths.declare(YamlFiles.declare(FormatFlags.declare(flags))
                .flag("make blocks of the policies in YAML that are written otherwise", "--yaml-block"));
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        if (given.has("--no-locations") && given.has("--write")) {
            throw new UserError(1, "--no-locations only shows a layout, without the comments: leave --write out");
        }
        FmtReport report = FmtReport.of(given, shell.outIsTerminal());
        PolicyFormat format = FormatFlags.of(given);
        if (given.paths().isEmpty()) {
            return standardInput(format, report);
        }
        PolicyPaths.Found found = PolicyPaths.withYaml(given).find();
        YamlFiles yaml = YamlFiles.of(given, found.named());
        YamlFormat yamlFormat = new YamlFormat(format, given.has("--yaml-block"));
        List<Path> files = new ArrayList<>();
        List<Path> policies = new ArrayList<>();
        int[] exitCode = {0};
        for (Path file : found.files()) {
            if (PolicyPaths.isPolicy(file)) {
                policies.add(file);
                files.add(file);
            } else if (PolicyPaths.isYaml(file)) {
                files.add(file);
            } else {
                shell.err()
                        .println("note: " + FileProblems.name(file)
                                + ": passed over, its name ends in none of .rego, .yaml and .yml");
                exitCode[0] = report.fail() ? FmtReport.FAILED : 0;
            }
        }
        PackageNames names = new PackageNames(policies);
        exitCode[0] = Math.max(exitCode[0], found.report(shell));
        try (Progress progress = new Progress(shell, files.size())) {
            FmtReport.Work work = file ->
                    PolicyPaths.isPolicy(file) ? report.of(file, format, names) : report.of(file, yamlFormat, yaml);
            Parallel.inOrder(files, work::on, answer -> {
                if (!answer.isQuiet()) {
                    progress.clear();
                    show(answer);
                }
                exitCode[0] = Math.max(exitCode[0], answer.exitCode());
                progress.step();
            });
        }
        return exitCode[0];
    }

    private int standardInput(PolicyFormat format, FmtReport report) throws IOException {
        Source source = Source.of(STDIN, shell.in().readAllBytes());
        FmtReport.Answer answer = report.of(null, format.of(source));
        show(answer);
        // OPA has another exit code for errors in standard input.
        return answer.errors().isEmpty() ? answer.exitCode() : 1;
    }

    private void show(FmtReport.Answer answer) {
        shell.out().print(answer.out());
        errors.print(answer.name(), answer.errors());
        answer.notes().forEach(shell.err()::println);
    }
}
