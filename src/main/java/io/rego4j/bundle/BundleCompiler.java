package io.rego4j.bundle;

import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.opa.OpaBinary;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Runs the real OPA to check that it loads a bundle, and to compile one: to WebAssembly, to a plan, or to optimised Rego
 * ({@code opa build}).
 */
public final class BundleCompiler {
    private static final long SECONDS = 300;

    private final OpaBinary opa;

    private BundleCompiler(OpaBinary opa) {
        this.opa = opa;
    }

    /** The output format of {@code opa build}. */
    public enum Target {
        /** {@code policy.wasm}, for runtimes of WebAssembly. */
        WASM,
        /** {@code plan.json}, for other evaluators. */
        PLAN,
        /** Rego. */
        REGO
    }

    /** A compiler that runs this program. */
    public static BundleCompiler with(OpaBinary opa) {
        return new BundleCompiler(opa);
    }

    /**
     * Checks that OPA loads a bundle: that its policies compile together and do not conflict with its data. Its signature is
     * not verified.
     *
     * @throws BundleException with OPA's message if OPA rejects the bundle
     * @throws IOException if OPA cannot be run
     */
    public void check(Bundle bundle) throws IOException {
        if (bundle.isDelta()) {
            return;
        }
        inFolder(folder -> {
            bundle.withoutSignature().writeTo(folder.resolve("in.tar.gz"));
            run(folder, "OPA does not load this bundle", List.of("eval", "--format", "raw", "-b", "in.tar.gz", "true"));
            return bundle;
        });
    }

    /**
     * Compiles a bundle.
     *
     * @param entrypoints the decisions that will be asked for, with {@code /} between the parts
     * @throws BundleException with OPA's message if OPA rejects the bundle
     * @throws IOException if OPA cannot be run
     */
    public Bundle compile(Bundle bundle, Target target, List<String> entrypoints) throws IOException {
        if (entrypoints.isEmpty() && target != Target.REGO) {
            throw new BundleException("name the entry points: OPA compiles what they need");
        }
        return inFolder(folder -> {
            bundle.withoutSignature().writeTo(folder.resolve("in.tar.gz"));
            String to = target.name().toLowerCase(Locale.ROOT);
            List<String> arguments = new ArrayList<>(List.of("build", "-b", "in.tar.gz", "-o", "out.tar.gz", "-t", to));
            entrypoints.forEach(entrypoint -> {
                arguments.add("-e");
                arguments.add(entrypoint);
            });
            if (!bundle.revision().isEmpty()) {
                arguments.add("--revision=" + bundle.revision());
            }
            run(folder, "opa build", arguments);
            return Bundle.read(folder.resolve("out.tar.gz"));
        });
    }

    private interface Work {
        Bundle in(Path folder) throws IOException;
    }

    private static Bundle inFolder(Work work) throws IOException {
        Path folder = TemporaryFiles.folder();
        try {
            return work.in(folder);
        } finally {
            TemporaryFiles.delete(folder);
        }
    }

    private void run(Path folder, String what, List<String> arguments) throws IOException {
        Path log = folder.resolve("log");
        Process process = opa.process(arguments)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            process.getOutputStream().close();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("opa did not end within " + SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new BundleException(what + ": "
                        + Files.readString(log, StandardCharsets.UTF_8).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while opa was running", e);
        } finally {
            process.destroyForcibly();
        }
    }
}
