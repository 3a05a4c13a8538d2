package io.rego4j.cli;

import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.CommandRunner;
import io.rego4j.cli.command.PassThroughCommand;
import io.rego4j.cli.command.Shell;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "help",
        description = "Show the commands of rego4j, or the options of one of them with examples.",
        footer = {"", "Examples:", "  rego4j help", "  rego4j help fmt"})
final class HelpCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "0..1", paramLabel = "COMMAND", description = "the command to explain")
    private @Nullable String command;

    HelpCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws Exception {
        if (command != null && Commands.named(command).create(shell) instanceof PassThroughCommand raw) {
            return raw.with(List.of("--help")).run();
        }
        shell.out()
                .print(
                        command == null
                                ? overview()
                                : CommandRunner.of(Commands.named(command), shell)
                                        .usage());
        return 0;
    }

    /** What {@code rego4j} alone prints. */
    static String overview() {
        StringBuilder text = new StringBuilder("""
                Rego for Java: build, parse, format and decide Open Policy Agent policies.

                Usage:
                  rego4j COMMAND [OPTIONS]

                Commands:
                """);
        for (Commands command : Commands.values()) {
            text.append(String.format("  %-11s %s%n", command.label(), command.summary()));
        }
        return text.append("\nRun 'rego4j COMMAND --help' for its options and examples.\n")
                .toString();
    }
}
