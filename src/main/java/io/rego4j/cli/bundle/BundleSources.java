package io.rego4j.cli.bundle;

import io.rego4j.Rego;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.bundle.BundleFile;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The policies and data that a command names, as a bundle. Each policy is parsed, so that none goes out that OPA would not
 * load; where no version is given, an old policy is noted as Rego v0 in the manifest.
 */
public final class BundleSources {
    private final Shell shell;
    private final @Nullable RegoVersion version;

    public BundleSources(Shell shell, @Nullable String version) {
        this.shell = shell;
        this.version = version == null ? null : RegoVersion.of(version);
    }

    public Bundle read(List<Path> policies, List<Path> data, UnaryOperator<BundleBuilder> settings) throws IOException {
        BundleBuilder builder = settings.apply(Bundle.builder());
        if (version != null) {
            builder.regoVersion(version);
        }
        for (Path path : policies) {
            builder.policies(path);
        }
        for (Path path : data) {
            builder.dataFile(path);
        }
        Bundle bundle = builder.build();
        Map<String, RegoVersion> old = check(bundle);
        if (!old.isEmpty()) {
            builder.regoVersion(RegoVersion.V1);
            old.forEach(builder::regoVersion);
            bundle = builder.build();
        }
        return bundle;
    }

    /** The policies of Rego v0 in a bundle that does not say so. */
    private Map<String, RegoVersion> check(Bundle bundle) {
        Map<String, RegoVersion> old = new TreeMap<>();
        boolean broken = false;
        for (BundleFile module : bundle.modules()) {
            ParseResult<?> result = parse(module, version == null ? RegoVersion.V1 : version);
            if (result.isSuccess()) {
                continue;
            }
            if (version == null && parse(module, RegoVersion.V0).isSuccess()) {
                shell.err().println("note: " + module.path() + " is Rego v0, and the manifest says so");
                old.put(module.path(), RegoVersion.V0);
            } else {
                new ErrorPrinter(shell).print(result.diagnostics());
                broken = true;
            }
        }
        if (broken) {
            throw new UserError(1, "no bundle is made of policies that do not parse");
        }
        return old;
    }

    private static ParseResult<?> parse(BundleFile module, RegoVersion version) {
        return Rego.parse(Source.of(module.path(), module.bytes()), ParseOptions.of(version));
    }
}
