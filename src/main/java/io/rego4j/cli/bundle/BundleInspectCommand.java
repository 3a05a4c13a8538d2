package io.rego4j.cli.bundle;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "inspect",
        description = "Show what is in a bundle, as JSON. Its signature is not looked at.",
        footer = {"", "Example:", "  rego4j bundle inspect bundle.tar.gz"})
final class BundleInspectCommand implements Command {
    private final Shell shell;

    @Parameters(arity = "1", paramLabel = "BUNDLE", description = "bundle.tar.gz, or a folder laid out as one")
    private Path path = Path.of("bundle.tar.gz");

    BundleInspectCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        try {
            Bundle bundle = Bundle.reader().skippingVerification().read(path);
            Map<String, Object> shown = new LinkedHashMap<>();
            shown.put("revision", bundle.revision());
            shown.put("type", bundle.isDelta() ? "delta" : "snapshot");
            shown.put("signed", bundle.isSigned());
            shown.put("roots", bundle.manifest().roots());
            Map<String, Object> files = new LinkedHashMap<>();
            for (BundleFile file : bundle.files()) {
                files.put(file.path(), file.size());
            }
            shown.put("files", files);
            Map<String, Object> versions = new LinkedHashMap<>();
            for (BundleFile module : bundle.modules()) {
                versions.put(
                        module.path(),
                        bundle.regoVersionOf(module, RegoVersion.V1).label());
            }
            shown.put("rego_versions", versions);
            shell.out()
                    .println(new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(shown));
            return 0;
        } catch (BundleException e) {
            throw new UserError(1, e.getMessage());
        }
    }
}
