package io.rego4j.cli.bundle;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "verify",
        description = "Hold a bundle against a key: exit code 0 if every file is the one that was signed, else 1.",
        footer = {"", "Example:", "  rego4j bundle verify bundle.tar.gz --verification-key key.pub --signing-alg ES256"
        })
final class BundleVerifyCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "1", paramLabel = "BUNDLE", description = "bundle.tar.gz, or a folder laid out as one")
    private Path path = Path.of("bundle.tar.gz");

    @Mixin
    private SigningFlags keys = new SigningFlags();

    BundleVerifyCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        if (!keys.verifies()) {
            throw new UserError(1, "name the key with --verification-key");
        }
        try {
            Bundle bundle = keys.reader().read(path);
            shell.out()
                    .println(
                            path + ": the signature holds for " + bundle.files().size() + " files");
            return 0;
        } catch (BundleException e) {
            throw new UserError(1, e.getMessage());
        }
    }
}
