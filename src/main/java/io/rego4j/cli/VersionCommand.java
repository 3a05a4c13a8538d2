package io.rego4j.cli;

import io.rego4j.check.Capabilities;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;

@CommandLine.Command(
        name = "version",
        description = "Show the versions of rego4j, of the OPA that it follows, and of Java.",
        footer = {"", "Example:", "  rego4j version"})
final class VersionCommand implements Command {
    private final Shell shell;

    VersionCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        shell.out().println("Version: " + version());
        shell.out().println("OPA: " + Capabilities.VERSION);
        shell.out().println("Rego Versions: v0, v1, v2");
        shell.out().println("Java: " + Runtime.version());
        return 0;
    }

    private static String version() throws IOException {
        try (InputStream text = Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
