package io.rego4j.cli;

import io.rego4j.cli.command.PassThroughCommand;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.TestReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * {@code opa test} with two more output formats: {@code --format tree}, the default, for people, and {@code --format junit} for
 * build servers. Any other format, and flags with an output of their own such as coverage, are passed to OPA.
 */
final class TestCommand extends PassThroughCommand {
    // With these flags the output is not a list of results.
    private static final Set<String> OWN_OUTPUT =
            Set.of("--coverage", "-c", "--bench", "--watch", "-w", "--help", "-h", "--verbose", "-v");

    private final Shell shell;

    TestCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run(List<String> arguments) throws IOException, InterruptedException {
        String format = "";
        List<String> rest = new ArrayList<>();
        boolean own = false;
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            own |= OWN_OUTPUT.contains(argument) || argument.startsWith("--threshold");
            if ((argument.equals("--format") || argument.equals("-f")) && i + 1 < arguments.size()) {
                format = arguments.get(++i);
            } else if (argument.startsWith("--format=")) {
                format = argument.substring("--format=".length());
            } else {
                rest.add(argument);
            }
        }
        boolean ours = format.equals("tree") || format.equals("junit") || (format.isEmpty() && !own);
        if (!ours) {
            return new OpaCommand(shell, "test").run(arguments);
        } else if (own) {
            throw new UserError(1, "--format " + format + " goes with neither coverage, benchmarks, watching nor -v");
        }
        List<String> command = new ArrayList<>(List.of("test", "--format=json"));
        command.addAll(rest);
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        Shell inner = new Shell(
                new PrintStream(json, false, StandardCharsets.UTF_8),
                shell.err(),
                new ByteArrayInputStream(new byte[0]));
        int code = OpaCommand.exitCode(OpaBinary.find().process(command), inner);
        inner.out().flush();
        TestReport report;
        try {
            report = TestReport.fromJson(json.toByteArray());
        } catch (IOException e) {
            // No results: OPA said why on standard error.
            shell.out().print(json.toString(StandardCharsets.UTF_8));
            return code == 0 ? 2 : code;
        }
        shell.out().print(format.equals("junit") ? report.toJUnitXml() : report.toTree());
        return code;
    }
}
