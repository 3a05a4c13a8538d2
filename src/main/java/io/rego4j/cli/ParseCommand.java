package io.rego4j.cli;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.TreeText;
import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.RegoVersionFlags;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.Parallel;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.cli.file.Progress;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.yaml.EmbeddedRego;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code rego4j parse}: the trees of one or many policies, as {@code opa parse} prints them. */
final class ParseCommand extends FlagCommand {
    private static final int BAD_POLICY = 2;
    private static final List<String> FORMATS = List.of("pretty", "json", "jsonl");

    /** From this length of a text on, its tree is not buffered but written directly: it is many times as long as the text. */
    private static final int LARGE = 1 << 18;

    private final Shell shell;

    ParseCommand(Shell shell) {
        super(declare());
        this.shell = shell;
    }

    private static FlagTable declare() {
        FlagTable flags = new FlagTable(
                        "Parse policies and print their trees as opa parse does.",
                        "PATH",
                        "policies, YAML files with policies in them, and folders that are searched for both",
                        List.of(
                                "",
                                "Exit codes: 0; 2 if a file is no policy; 1 for a path that does not exist.",
                                "",
                                "Examples:",
                                "  rego4j parse policy.rego                        the tree for people",
                                "  rego4j parse -f json --json-include locations policy.rego",
                                "  rego4j parse -f jsonl policies/                 a line for each file: its tree or its errors"))
                .value(
                        "pretty|json|jsonl",
                        "for people, as JSON, or one line of JSON for each file (default pretty)",
                        "-f",
                        "--format")
                .value(
                        "NAMES",
                        "what else the JSON holds: locations, comments; a minus sign leaves it out (default comments)",
                        "--json-include");
        return PolicyPaths.declare(YamlFiles.declare(RegoVersionFlags.declare(flags)));
    }

    @Override
    public int run(FlagTable.Given given) throws Exception {
        String format = given.value("--format") == null ? "pretty" : given.value("--format");
        if (!FORMATS.contains(format)) {
            throw new UserError(
                    1,
                    "invalid argument \"" + format + "\" for \"-f, --format\" flag: must be one of {"
                            + String.join(",", FORMATS) + "}");
        }
        if (given.paths().isEmpty()) {
            throw new UserError(1, "no source file specified");
        }
        ParseOptions options = ParseOptions.of(RegoVersionFlags.of(given));
        String include = given.value("--json-include");
        AstJsonOptions json = AstJsonOptions.including(include == null ? "" : include);
        PolicyPaths.Found found = PolicyPaths.withYaml(given).find();
        YamlFiles yaml = YamlFiles.of(given, found.named());
        int[] exitCode = {found.report(shell)};
        ErrorPrinter printer = new ErrorPrinter(shell);
        try (Progress progress = new Progress(shell, found.files().size())) {
            Parallel.Work<Path, Answer> work = file -> PolicyPaths.isYaml(file)
                    ? parse(file, yaml, options, format, json)
                    : parse(file, options, format, json);
            Parallel.inOrder(found.files(), work, answer -> {
                progress.step();
                answer.out().writeTo(shell.out());
                answer.notes().forEach(note -> shell.err().println("note: " + note));
                if (!answer.errors().isEmpty()) {
                    exitCode[0] = BAD_POLICY;
                    show(answer.errors(), format, printer);
                }
            });
        }
        return exitCode[0];
    }

    private void show(List<Diagnostic> errors, String format, ErrorPrinter printer) throws IOException {
        if (format.equals("json")) {
            AstJson.writeErrors(errors, shell.err());
        } else if (format.equals("pretty")) {
            printer.print(errors);
        }
    }

    /** The output of one file. */
    private interface Output {
        void writeTo(OutputStream out) throws IOException;
    }

    /** The output of one file, its errors, and notes on what was skipped in it. */
    private record Answer(Output out, List<Diagnostic> errors, List<String> notes) {
        Answer(Output out, List<Diagnostic> errors) {
            this(out, errors, List.of());
        }
    }

    /** Parses the policies in a YAML file: locations of trees and errors are those in the file. */
    private static Answer parse(Path file, YamlFiles files, ParseOptions options, String format, AstJsonOptions json)
            throws IOException {
        YamlFiles.Content content = files.read(file);
        List<Output> outputs = new ArrayList<>();
        List<Diagnostic> errors = new ArrayList<>();
        for (EmbeddedRego policy :
                content == null ? List.<EmbeddedRego>of() : content.file().policies()) {
            ParseOptions own = policy.version().map(options::withVersion).orElse(options);
            ParseResult<RegoModule> result = RegoParser.parse(policy.source(), own);
            Path name = Path.of(policy.source().name());
            if (result.isSuccess()) {
                RegoModule module = result.orThrow();
                outputs.add(bytes(out -> write(name, module, format, json.withPlaces(policy::inYaml), out)));
            } else {
                List<Diagnostic> found =
                        result.diagnostics().stream().map(policy::inYaml).toList();
                errors.addAll(found);
                outputs.add(errorLine(format, name, found));
            }
        }
        Output all = out -> {
            for (Output each : outputs) {
                each.writeTo(out);
            }
        };
        return new Answer(all, errors, content == null ? List.of() : content.passedOver());
    }

    private static Answer parse(Path file, ParseOptions options, String format, AstJsonOptions json)
            throws IOException {
        List<Diagnostic> errors;
        try {
            Source source = Source.read(file);
            ParseResult<RegoModule> result = RegoParser.parse(source, options);
            errors = result.diagnostics();
            if (errors.isEmpty()) {
                RegoModule module = result.orThrow();
                Output tree = out -> write(file, module, format, json, out);
                return new Answer(source.text().length() < LARGE ? bytes(tree) : tree, errors);
            }
        } catch (IOException | RuntimeException e) {
            errors = List.of(FileProblems.of(file, e));
        } catch (VirtualMachineError e) {
            errors = List.of(FileProblems.of(file, e));
        }
        return new Answer(errorLine(format, file, errors), errors);
    }

    private static Output bytes(Output output) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        output.writeTo(bytes);
        return bytes::writeTo;
    }

    /** The errors of a file as a line of JSON; no output in other formats, which have errors on standard error. */
    private static Output errorLine(String format, Path file, List<Diagnostic> errors) {
        return format.equals("jsonl") ? out -> AstJson.writeLine(file.toString(), errors, out) : out -> {};
    }

    private static void write(Path file, RegoModule module, String format, AstJsonOptions json, OutputStream out)
            throws IOException {
        switch (format) {
            case "jsonl" -> AstJson.writeLine(file.toString(), module, json, out);
            case "json" -> AstJson.write(module, json, out);
            default -> {
                Writer text = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                TreeText.write(module, text);
                text.flush();
            }
        }
    }
}
