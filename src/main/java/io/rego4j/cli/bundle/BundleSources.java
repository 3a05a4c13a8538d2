package io.rego4j.cli.bundle;

import io.rego4j.Rego;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.bundle.BundleCompiler;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.BundleReader;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.cli.file.ErrorPrinter;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaNotFoundException;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Makes a bundle of the policies and data that a command names. Each policy is parsed; where no version is given, one that is
 * only Rego v0 gets that version in the manifest.
 */
public final class BundleSources {
    private final Shell shell;
    private final @Nullable RegoVersion version;

    public BundleSources(Shell shell, @Nullable String version) {
        this.shell = shell;
        this.version = version == null ? null : RegoVersion.of(version);
    }

    /**
     * Reads them as one bundle.
     *
     * @param policies policies, folders, and bundles, which are merged
     * @param data files whose content goes to the root
     * @param ignored patterns of names to ignore in folders
     * @param reader how bundles are read
     * @param settings the settings of the command line, which override those of the bundles
     */
    public Bundle read(
            List<Path> policies,
            List<Path> data,
            List<String> ignored,
            BundleReader reader,
            Consumer<BundleBuilder> settings)
            throws IOException {
        BundleBuilder builder = Bundle.builder().ignoring(ignored);
        if (version != null) {
            builder.regoVersion(version);
        }
        for (Path path : policies) {
            if (isBundle(path)) {
                builder.add(reader.read(path));
            } else {
                builder.policies(path);
            }
        }
        for (Path path : data) {
            builder.dataFile(path);
        }
        settings.accept(builder);
        Bundle bundle = builder.build();
        Map<String, RegoVersion> old = check(bundle);
        if (!old.isEmpty()) {
            if (bundle.manifest().regoVersion() == null) {
                builder.regoVersion(RegoVersion.V1);
            }
            old.forEach(builder::regoVersion);
            bundle = builder.build();
        }
        return bundle;
    }

    private static boolean isBundle(Path path) {
        String name = path.toString();
        return name.endsWith(".tar.gz") || name.endsWith(".tgz");
    }

    /** Has the real OPA load a bundle before it is written. */
    public void checkWithOpa(Bundle bundle) throws IOException {
        try {
            OpaBinary opa = OpaBinary.finder().listener(shell.err()::println).find();
            BundleCompiler.with(opa).check(bundle);
        } catch (OpaNotFoundException e) {
            throw new UserError(
                    1,
                    "the bundle is not checked, as there is no OPA here (--skip-check goes on without): "
                            + e.getMessage());
        }
    }

    /** The policies of Rego v0 for which the manifest sets no version. */
    private Map<String, RegoVersion> check(Bundle bundle) {
        Map<String, RegoVersion> old = new TreeMap<>();
        boolean broken = false;
        for (BundleFile module : bundle.modules()) {
            // The manifest of a folder or a bundle may set the version of a policy.
            boolean isSaid = bundle.manifest().regoVersionOf(module.path()) != null;
            ParseResult<?> result = parse(module, bundle.regoVersionOf(module, RegoVersion.V1));
            if (result.isSuccess()) {
                continue;
            }
            if (!isSaid && parse(module, RegoVersion.V0).isSuccess()) {
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
