package io.rego4j.cli;

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
final class BundleCommand implements Command {
    private final Shell shell;

    BundleCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() {
        shell.out().print(Options.of(Commands.BUNDLE, shell).usage());
        return 1;
    }
}
