package io.rego4j.cli;

import io.rego4j.check.Capabilities;
import io.rego4j.cli.command.FlagCommand;
import io.rego4j.cli.command.FlagTable;
import io.rego4j.cli.command.Shell;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** {@code rego4j version}: starts fast, as scripts call it. */
final class VersionCommand extends FlagCommand {
    private final Shell shell;

    VersionCommand(Shell shell) {
        super(new FlagTable(
                "Show the versions of rego4j, of the OPA that it follows, and of Java.",
                "",
                "",
                List.of("", "Example:", "  rego4j version")));
        this.shell = shell;
    }

    @Override
    public int run(FlagTable.Given given) throws IOException {
        shell.out().println("Version: " + version());
        shell.out().println("OPA: " + Capabilities.VERSION);
        shell.out().println("Rego Versions: v0, v1, v2");
        shell.out().println("Java: " + System.getProperty("java.runtime.version"));
        return 0;
    }

    private static String version() throws IOException {
        // The class archive holds the version of the jar's manifest; opening the jar for the resource takes a sixth of
        // the
        // command's time.
        String written = VersionCommand.class.getPackage().getImplementationVersion();
        if (written != null) {
            return written;
        }
        try (InputStream text = Objects.requireNonNull(VersionCommand.class.getResourceAsStream("version.txt"))) {
            return new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
