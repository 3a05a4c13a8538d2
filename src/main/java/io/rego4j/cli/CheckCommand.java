package io.rego4j.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.PassThroughCommand;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.cli.file.FileProblems;
import io.rego4j.cli.file.PolicyPaths;
import io.rego4j.cli.file.YamlFiles;
import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.opa.OpaBinary;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import io.rego4j.yaml.EmbeddedRego;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code opa check}, and the same for policies in YAML files: those that one OPA loads together are checked together, in the
 * version that the file sets, and errors are reported at their places in the YAML.
 */
final class CheckCommand extends PassThroughCommand {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Flags of {@code opa check} that take the next argument. */
    private static final Set<String> WITH_VALUE =
            Set.of("--capabilities", "--format", "-f", "--ignore", "--max-errors", "-m", "--schema", "-s");

    private final Shell shell;

    CheckCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run(List<String> arguments) throws Exception {
        List<String> flags = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> own = new ArrayList<>();
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (argument.equals("--yaml-path") && i + 1 < arguments.size()) {
                own.addAll(List.of(argument, arguments.get(++i)));
            } else if (argument.startsWith("--yaml-path=")
                    || argument.equals("--yaml")
                    || argument.startsWith("--yaml=")) {
                own.add(argument);
            } else if (WITH_VALUE.contains(argument) && i + 1 < arguments.size()) {
                flags.addAll(List.of(argument, arguments.get(++i)));
            } else {
                (argument.startsWith("-") ? flags : paths).add(argument);
            }
        }
        List<String> forOpa = paths.stream()
                .filter(path -> !PolicyPaths.isYaml(Path.of(path)) || Files.isDirectory(Path.of(path)))
                .toList();
        List<String> all = new ArrayList<>(flags);
        all.addAll(forOpa);
        int exitCode = forOpa.isEmpty() && !paths.isEmpty() ? 0 : new OpaCommand(shell, "check").run(all);
        own.addAll(paths);
        FlagTable.Given given = given(own, flags);
        PolicyPaths.Found found = PolicyPaths.withYaml(given).find();
        YamlFiles files = YamlFiles.of(given, found.named());
        for (Path file : found.files().stream().filter(PolicyPaths::isYaml).toList()) {
            exitCode = Math.max(exitCode, check(file, files, flags));
        }
        return exitCode;
    }

    /** The flags for YAML, and what {@code opa check} ignores. */
    private static FlagTable.Given given(List<String> own, List<String> flags) {
        List<String> all = new ArrayList<>(own);
        for (int i = 0; i < flags.size(); i++) {
            if (flags.get(i).equals("--ignore")) {
                all.addAll(List.of("--ignore", flags.get(i + 1)));
            } else if (flags.get(i).startsWith("--ignore=")) {
                all.add(flags.get(i));
            }
        }
        FlagTable table = PolicyPaths.declare(YamlFiles.declare(new FlagTable("", "PATH", "", List.of())));
        FlagTable.Given given = table.read(all);
        if (given == null) {
            throw new UserError(1, "--yaml-path needs a path into YAML");
        }
        return given;
    }

    private int check(Path file, YamlFiles files, List<String> flags) throws IOException {
        YamlFiles.Content content;
        try {
            content = files.read(file);
        } catch (IOException e) {
            new ErrorPrinter(shell).print(List.of(FileProblems.of(file, e)));
            return 1;
        }
        if (content == null) {
            return 0;
        }
        content.passedOver().forEach(each -> shell.err().println("note: " + each));
        List<Diagnostic> errors = new ArrayList<>();
        for (List<EmbeddedRego> set : content.file().sets()) {
            errors.addAll(check(set, flags));
        }
        new ErrorPrinter(shell).print(errors);
        return errors.isEmpty() && content.passedOver().isEmpty() ? 0 : 1;
    }

    /** OPA's errors for the policies of a set. */
    private static List<Diagnostic> check(List<EmbeddedRego> set, List<String> flags) throws IOException {
        Path folder = TemporaryFiles.folder();
        try {
            List<String> arguments = new ArrayList<>(List.of("check"));
            arguments.addAll(flags);
            set.get(0).version().ifPresent(version -> {
                arguments.removeIf(flag -> flag.startsWith("--v0-compatible") || flag.startsWith("--v1-compatible"));
                arguments.add(version == RegoVersion.V0 ? "--v0-compatible" : "--v1-compatible");
            });
            arguments.addAll(List.of("--format", "json"));
            Map<String, EmbeddedRego> byName = new LinkedHashMap<>();
            for (int i = 0; i < set.size(); i++) {
                Path text = folder.resolve("policy" + i + ".rego");
                Files.writeString(text, set.get(i).source().text());
                byName.put(text.toString(), set.get(i));
                arguments.add(text.toString());
            }
            OpaBinary.Output output = OpaBinary.find().run("", arguments);
            if (output.exitCode() == 0) {
                return List.of();
            }
            return errors(output, byName, set.get(0));
        } finally {
            TemporaryFiles.delete(folder);
        }
    }

    private static List<Diagnostic> errors(
            OpaBinary.Output output, Map<String, EmbeddedRego> byName, EmbeddedRego first) throws IOException {
        List<Diagnostic> errors = new ArrayList<>();
        String json = output.out().isBlank() ? output.err() : output.out();
        if (!json.stripLeading().startsWith("{")) {
            throw new UserError(1, json.strip());
        }
        for (JsonNode error : MAPPER.readTree(json).path("errors")) {
            String message = error.path("message").asText();
            EmbeddedRego policy = byName.getOrDefault(error.at("/location/file").asText(), first);
            if (policy.gatekeeperAccepts(message)) {
                continue;
            }
            Source source = policy.source();
            int row = Math.max(1, Math.min(error.at("/location/row").asInt(1), source.rows()));
            int column = Math.max(
                    0,
                    Math.min(
                            error.at("/location/col").asInt(1) - 1,
                            source.line(row).length()));
            int at = source.rowStart(row) + column;
            errors.add(
                    policy.inYaml(new Diagnostic(error.path("code").asText(), message, new Span(source, at, at, at))));
        }
        return errors;
    }
}
