package io.rego4j.cli.refactor;

import io.rego4j.check.CheckOptions;
import io.rego4j.cli.command.Counted;
import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.RegoVersionFlags;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.cli.file.UnifiedDiff;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.edit.Change;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.PolicySet;
import io.rego4j.edit.Refactoring;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import io.rego4j.yaml.RegoInYaml;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code rego4j refactor}: changes in a set of policies that do not change their meaning. */
public final class RefactorCommand extends FlagCommand {
    private static final int REFUSED = 2;
    private static final Pattern PLACE = Pattern.compile("(.+):([0-9]+):([0-9]+)");

    private final Shell shell;
    private final ErrorPrinter errors;

    public RefactorCommand(Shell shell) {
        super(declare());
        this.shell = shell;
        this.errors = new ErrorPrinter(shell);
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Rename, move and clean policies that belong together. The texts change in the names only, and nothing is"
                                + " written that was not proven to mean what it meant; what nobody can follow is listed.",
                        "ARGUMENT",
                        "what to do, then the policies: files, folders and globs; name all that OPA loads, tests included",
                        List.of(
                                "",
                                "What to do:",
                                "  rename FROM TO PATH...   a rule or package: data.authz.allow data.authz.permit",
                                "  rename FILE:ROW:COL NAME PATH...   what is named there: a variable, an import, a rule",
                                "  move FROM TO PATH...     a rule to a file of another package",
                                "  inline FILE:NAME PATH... write an import out wherever the file uses it",
                                "  clean PATH...            remove unused imports, parameters and variables; with --entry rules too",
                                "  builtins PATH...         replace deprecated built-ins where the new call says the same",
                                "",
                                "Exit codes: 0; 2 if it is refused; 1 for a path that does not exist.",
                                "",
                                "Examples:",
                                "  rego4j refactor rename data.authz.allow data.authz.permit -d policies/",
                                "  rego4j refactor rename policies/authz.rego:7:3 user -w policies/",
                                "  rego4j refactor clean --entry data.authz.allow -w policies/"))
                .flag("write all files, or none", "-w", "--write")
                .flag("show the changes as a unified diff", "-d", "--diff")
                .value(
                        "text|json",
                        "print what changes, or the edits as JSON for editors (default text)",
                        "-f",
                        "--format")
                .flag("run opa test before and after, and refuse a change of results", "--test")
                .flag("compile all files of a large set again, not only what the change can make wrong", "--check-all")
                .flag("leave out files that are no policies, and do what can be proven all the same", "--keep-going")
                .value("REF", "clean: a rule or package that is asked for; may be repeated", "--entry");
        return YamlFiles.declare(PolicyPaths.declare(RegoVersionFlags.declare(flags)));
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        String format = given.value("--format");
        if (format != null && !format.equals("text") && !format.equals("json")) {
            throw new UserError(1, "no format is named " + format + ": use text or json");
        }
        Verb verb = Verb.of(given.paths());
        List<String> rest = given.paths().subList(1, given.paths().size());
        if (rest.size() <= verb.arguments) {
            throw new UserError(1, "usage: rego4j refactor " + verb.usage);
        }
        List<String> paths = SetFiles.expanded(rest.subList(verb.arguments, rest.size()));
        PolicyPaths.Found found = PolicyPaths.withYaml(given, paths).find();
        if (found.report(shell) != 0) {
            return 1;
        }
        List<Path> files = SetFiles.distinct(found.files());
        if (SetFiles.recover(files)) {
            shell.err().println("note: finished what an earlier run was interrupted in");
        }
        RegoVersion version = RegoVersionFlags.of(given);
        SetFiles read =
                SetFiles.read(files.stream().filter(PolicyPaths::isPolicy).toList(), version);
        boolean goesOn = given.has("--keep-going");
        YamlSets yaml = new YamlSets(yamlFiles(files, found, given), version);
        List<Diagnostic> problems = new ArrayList<>(read.problems());
        problems.addAll(yaml.problems());
        PolicySet set =
                PolicySet.of(read.modules(), CheckOptions.of(version)).withData(SetFiles.data(paths, yaml::hasFile));
        if (!problems.isEmpty() && !goesOn) {
            return refused(
                    new Change(List.of(), List.of(), problems, set), given, "; --keep-going leaves these files out");
        }
        if (set.isLarge() && !given.has("--check-all")) {
            shell.err()
                    .println("note: what the change can make wrong is compiled again; --check-all compiles all files");
        }
        Change change = change(verb, rest, set, yaml, given);
        problems.addAll(change.places());
        Change listed = new Change(change.texts(), problems, change.errors(), change.after());
        return show(listed, given, paths, version);
    }

    private List<RegoInYaml> yamlFiles(List<Path> paths, PolicyPaths.Found found, FlagTable.Given given)
            throws IOException {
        YamlFiles yaml = YamlFiles.of(given, found.named());
        List<RegoInYaml> files = new ArrayList<>();
        for (Path file : paths) {
            YamlFiles.Content content = PolicyPaths.isYaml(file) ? yaml.read(file) : null;
            if (content != null) {
                files.add(content.file());
                content.passedOver().forEach(note -> shell.err().println("note: " + note));
            }
        }
        return files;
    }

    /** The change of policies in files of their own and of those in YAML files. */
    private static Change change(
            Verb verb, List<String> arguments, PolicySet set, YamlSets yaml, FlagTable.Given given) {
        Function<PolicySet, Refactoring> of = each -> {
            Refactoring all = given.has("--check-all") ? Refactoring.of(each).checkingAll() : Refactoring.of(each);
            return given.has("--keep-going") ? all.keepGoing() : all;
        };
        String subject = arguments.get(0);
        try {
            return switch (verb) {
                case RENAME -> {
                    Matcher place = PLACE.matcher(subject);
                    yield place.matches()
                            ? renamed(place, arguments.get(1), set, yaml, of)
                            : named(subject, set, yaml, each -> of.apply(each).rename(subject, arguments.get(1)));
                }
                case MOVE -> named(subject, set, yaml, each -> of.apply(each).move(subject, arguments.get(1)));
                case INLINE -> inlined(subject, set, yaml, of);
                case CLEAN -> {
                    List<String> entries = given.values("--entry");
                    Refactoring files = of.apply(set);
                    Change done = entries.isEmpty() ? files.clean() : files.clean(entries);
                    yield yaml.after(done, each -> of.apply(each).clean());
                }
                case BUILTINS ->
                    yaml.after(
                            of.apply(set).replaceDeprecated(),
                            each -> of.apply(each).replaceDeprecated());
            };
        } catch (IllegalArgumentException e) {
            throw new UserError(1, String.valueOf(e.getMessage()));
        }
    }

    /** A refactoring of a rule or a package, in policy files and in YAML. */
    private static Change named(String name, PolicySet set, YamlSets yaml, Function<PolicySet, Change> refactor) {
        boolean isOnlyInYaml = yaml.define(name) && !YamlSets.defines(set, name);
        return yaml.after(
                isOnlyInYaml ? unchanged(set) : refactor.apply(set),
                each -> YamlSets.defines(each, name) ? refactor.apply(each) : null);
    }

    private static Change renamed(
            Matcher place, String to, PolicySet set, YamlSets yaml, Function<PolicySet, Refactoring> of) {
        Source file = yaml.file(place.group(1));
        if (file == null) {
            return of.apply(set).rename(place(source(set, place.group(1)), place), to);
        }
        Span inPolicy = yaml.placeOf(place(file, place));
        if (inPolicy == null) {
            throw new UserError(1, place.group() + " is in no policy of this file");
        }
        return yaml.after(
                unchanged(set),
                each -> YamlSets.has(each, inPolicy.source()) ? of.apply(each).rename(inPolicy, to) : null);
    }

    private static Change inlined(String subject, PolicySet set, YamlSets yaml, Function<PolicySet, Refactoring> of) {
        int colon = subject.lastIndexOf(':');
        if (colon < 0) {
            throw new UserError(1, "write the import as FILE:NAME, not " + subject);
        }
        String name = subject.substring(colon + 1);
        Source file = yaml.file(subject.substring(0, colon));
        if (file != null) {
            return yaml.inlined(unchanged(set), file, name, of);
        }
        return of.apply(set).inlineImport(source(set, subject.substring(0, colon)), name);
    }

    private static Change unchanged(PolicySet set) {
        return new Change(List.of(), List.of(), List.of(), set);
    }

    private static Source source(PolicySet set, String file) {
        return set.modules().stream()
                .map(module -> Objects.requireNonNull(module.origin().source()))
                .filter(each -> YamlSets.isNamed(each, file))
                .findFirst()
                .orElseThrow(() -> new UserError(1, file + " is none of the policies: name it among the paths too"));
    }

    private static Span place(Source source, Matcher place) {
        int row = Integer.parseInt(place.group(2));
        if (row < 1 || row > source.rows()) {
            throw new UserError(1, place.group(1) + " has no row " + row);
        }
        String line = source.line(row);
        int column = Integer.parseInt(place.group(3));
        if (column < 1 || column > line.codePointCount(0, line.length()) + 1) {
            throw new UserError(1, "row " + row + " of " + place.group(1) + " has no column " + column);
        }
        int offset = source.rowStart(row) + line.offsetByCodePoints(0, column - 1);
        return Span.of(source, offset, offset);
    }

    private int show(Change change, FlagTable.Given given, List<String> paths, RegoVersion version) throws Exception {
        if (!change.isDone()) {
            return refused(change, given, "");
        }
        String difference = given.has("--test") ? TestComparison.of(paths, change.texts(), version) : "";
        if (!difference.isEmpty()) {
            List<Diagnostic> why = List.of(new Diagnostic(Change.REFUSED, difference, null));
            return refused(new Change(List.of(), change.places(), why, change.after()), given, "");
        }
        boolean writes = given.has("--write");
        if (writes) {
            SetFiles.write(change.texts());
        }
        if (isJson(given)) {
            shell.out().print(ChangeJson.of(change));
        } else {
            printText(change, given, writes);
        }
        return 0;
    }

    private int refused(Change change, FlagTable.Given given, String remedy) {
        if (isJson(given)) {
            shell.out().print(ChangeJson.of(change));
        } else {
            errors.print(change.errors());
            shell.err().println("error: nothing was changed" + remedy);
        }
        return REFUSED;
    }

    private static boolean isJson(FlagTable.Given given) {
        return "json".equals(given.value("--format"));
    }

    private void printText(Change change, FlagTable.Given given, boolean writes) {
        List<String> lines = new ArrayList<>();
        int edits = 0;
        for (EditedText text : change.texts()) {
            edits += text.edits().size();
            if (given.has("--diff")) {
                shell.out()
                        .print(UnifiedDiff.of(
                                text.source().name(), text.source().text(), text.text(), shell.outIsTerminal()));
            } else {
                lines.add(Source.printable(text.source().name()) + ": "
                        + text.edits().size() + (writes ? " changed" : " to change"));
            }
        }
        lines.forEach(shell.out()::println);
        shell.out().flush();
        for (Diagnostic place : change.places()) {
            shell.err().println(place.display());
        }
        shell.err()
                .println(Counted.of(change.texts().size(), "file") + ", " + Counted.of(edits, "change")
                        + (writes ? " written; " : "; ")
                        + Counted.of(change.places().size(), "place")
                        + " for a person to look at");
    }

    /** The refactorings. */
    private enum Verb {
        RENAME(2, "rename FROM|FILE:ROW:COL TO PATH..."),
        MOVE(2, "move FROM TO PATH..."),
        INLINE(1, "inline FILE:NAME PATH..."),
        CLEAN(0, "clean PATH..."),
        BUILTINS(0, "builtins PATH...");

        private final int arguments;
        private final String usage;

        Verb(int arguments, String usage) {
            this.arguments = arguments;
            this.usage = usage;
        }

        static Verb of(List<String> arguments) {
            String name = arguments.isEmpty() ? "" : arguments.get(0);
            for (Verb verb : values()) {
                if (verb.usage.startsWith(name + " ")) {
                    return verb;
                }
            }
            throw new UserError(
                    1,
                    (name.isEmpty() ? "nothing to do" : "unknown refactoring \"" + name + "\"")
                            + ": use rename, move, inline, clean or builtins");
        }
    }
}
