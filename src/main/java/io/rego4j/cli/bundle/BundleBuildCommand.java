package io.rego4j.cli.bundle;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleBuilder;
import io.rego4j.bundle.BundleCompiler;
import io.rego4j.bundle.BundleException;
import io.rego4j.cli.command.Command;
import io.rego4j.cli.command.Shell;
import io.rego4j.cli.command.UserError;
import io.rego4j.internal.crypto.Sha256;
import io.rego4j.internal.io.AtomicFile;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@CommandLine.Command(
        name = "build",
        description = {
            "Build a bundle from policies, data and other bundles: the same input gives the same bytes. A folder keeps its"
                    + " layout and its .manifest; tests (*_test.rego) stay out. Several bundles become one with all their"
                    + " roots. Without --target the policies go in as they are; wasm, plan and rego go through opa build."
                    + " The real OPA loads the bundle before it is written."
        },
        footer = {
            "",
            "Examples:",
            "  rego4j bundle build policy -o bundle.tar.gz --revision 42",
            "  rego4j bundle build policy --data users.yaml --root shop --root users",
            "  rego4j bundle build policy --signing-key key.pem --verification-key-id prod"
        })
final class BundleBuildCommand implements Command {
    private final Shell shell;

    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "policies, folders with policies and data, or bundles (.tar.gz)")
    private List<Path> paths = List.of();

    @Option(names = "--data", paramLabel = "PATH", description = "JSON or YAML file whose content goes to the root")
    private List<Path> data = List.of();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            defaultValue = "bundle.tar.gz",
            description = "where the bundle goes (${DEFAULT-VALUE})")
    private Path output = Path.of("bundle.tar.gz");

    @Option(
            names = {"-r", "--revision"},
            paramLabel = "NAME",
            defaultValue = "",
            description = "name of this state of the bundle, above that of a .manifest")
    private String revision = "";

    @Option(
            names = "--root",
            paramLabel = "PATH",
            description = "path of data that the bundle owns (as the .manifest says, else all)")
    private List<String> roots = List.of();

    @Option(
            names = "--ignore",
            paramLabel = "PATTERN",
            split = ",",
            description = "names of files and folders to pass over, such as '.*'")
    private List<String> ignored = List.of();

    @Option(names = "--skip-check", description = "do not have the real OPA load the bundle")
    private boolean skipCheck;

    @Option(names = "--rego-version", paramLabel = "VERSION", description = "v0, v1 or v2: of all policies")
    private @Nullable String regoVersion;

    @Option(
            names = {"-t", "--target"},
            paramLabel = "TARGET",
            description = "wasm, plan or rego: compile with opa build")
    private @Nullable String target;

    @Option(
            names = {"-e", "--entrypoint"},
            paramLabel = "PATH",
            description = "decision to compile for, for instance shop/allow")
    private List<String> entrypoints = List.of();

    @Option(
            names = "--signing-key",
            paramLabel = "KEY",
            description = "secret, or file with the private key in PEM: sign the bundle")
    private @Nullable String signingKey;

    @Mixin
    private SigningFlags keys = new SigningFlags();

    BundleBuildCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public int run() throws IOException {
        try {
            BundleSources sources = new BundleSources(shell, regoVersion);
            Bundle bundle = compiled(sources.read(paths, data, ignored, keys.reader(), this::settings));
            if (!skipCheck && target == null) {
                sources.checkWithOpa(bundle);
            }
            if (signingKey != null) {
                bundle = bundle.signedWith(keys.signingKey(signingKey));
            }
            byte[] bytes = bundle.toBytes();
            AtomicFile.write(output, out -> out.write(bytes));
            shell.out().println(output + ": " + bundle.files().size() + " files, sha256 " + Sha256.hex(bytes));
            return 0;
        } catch (BundleException | IllegalArgumentException e) {
            throw new UserError(1, e.getMessage());
        }
    }

    private BundleBuilder settings(BundleBuilder builder) {
        if (!revision.isEmpty()) {
            builder.revision(revision);
        }
        return roots.isEmpty() ? builder : builder.roots(roots.toArray(String[]::new));
    }

    private Bundle compiled(Bundle bundle) throws IOException {
        if (target == null) {
            return bundle;
        }
        for (BundleCompiler.Target each : BundleCompiler.Target.values()) {
            if (each.name().toLowerCase(Locale.ROOT).equals(target)) {
                OpaBinary opa =
                        OpaBinary.finder().listener(shell.err()::println).find();
                return BundleCompiler.with(opa).compile(bundle, each, entrypoints);
            }
        }
        throw new UserError(1, "unknown target \"" + target + "\": use wasm, plan or rego");
    }
}
