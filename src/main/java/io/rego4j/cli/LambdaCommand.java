package io.rego4j.cli;

import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.CommandRunner;
import io.rego4j.cli.command.Shell;
import picocli.CommandLine;

@CommandLine.Command(
        name = "lambda",
        description = "Make policies and data a function of AWS Lambda behind API Gateway.",
        subcommands = {LambdaInitCommand.class},
        footer = {
            "",
            "Example:",
            "  rego4j lambda init pack --policy samples/hello/hello.rego --data samples/hello/data.json",
            "",
            "Run 'rego4j lambda init --help' for its options."
        })
final class LambdaCommand implements Command {
    private final Shell shell;

    LambdaCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() {
        shell.out().print(CommandRunner.of(Commands.LAMBDA, shell).usage());
        return 1;
    }
}
