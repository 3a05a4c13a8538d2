package io.rego4j.cli.bundle;

import io.rego4j.cli.Commands;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.CommandRunner;
import io.rego4j.cli.command.Shell;
import picocli.CommandLine;

@CommandLine.Command(
        name = "bundle",
        description = "Build, inspect, sign, verify and serve bundles: policies and data as OPA loads them.",
        subcommands = {
            BundleBuildCommand.class,
            BundleInspectCommand.class,
            BundleVerifyCommand.class,
            BundleServeCommand.class
        },
        footer = {
            "",
            "Example:",
            "  rego4j bundle build policies/ -o bundle.tar.gz",
            "",
            "Run 'rego4j bundle SUBCOMMAND --help' for its options and examples."
        })
public final class BundleCommand implements Command {
    private final Shell shell;

    public BundleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() {
        shell.out().print(CommandRunner.of(Commands.BUNDLE, shell).usage());
        return 1;
    }
}
