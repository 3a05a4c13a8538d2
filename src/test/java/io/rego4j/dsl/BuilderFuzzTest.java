package io.rego4j.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.parity.OpaPackages;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code build()} accepts is written, reads back equal, is accepted by {@code opa check} and does not change when it is
 * formatted again; what it refuses is refused with the rule named. {@code scripts/builder-fuzz N SEED} makes N modules.
 */
class BuilderFuzzTest {
    private static final int DEFAULT_MODULES = 3_000;
    private static final long DEFAULT_SEED = 20261127;
    private static final int MODULES = Integer.getInteger("rego4j.tries", DEFAULT_MODULES);
    private static final long SEED = Long.getLong("rego4j.seed", DEFAULT_SEED);
    /** What the modules take on trust. */
    private static final String LIBRARY = "package lib\n\nimport rego.v1\n\nf(a) := input.f[a]\n\np := input.p\n";

    private static final int IN_ONE_CHECK = 1_000;

    private final Map<String, Integer> refused = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<String, ModuleBuilder> waiting = new HashMap<>();
    private int accepted;

    @TempDir
    Path folder;

    @Test
    void whatIsAcceptedIsWrittenAndReadBackAndAcceptedByOpa() throws IOException {
        try (OpaPackages packages = OpaPackages.ifWanted()) {
            fuzz(packages);
        }
    }

    private void fuzz(@Nullable OpaPackages packages) throws IOException {
        RandomPolicies policies = new RandomPolicies(SEED);
        for (int i = 0; i < MODULES; i++) {
            ModuleBuilder module;
            RegoModule built;
            try {
                module = policies.module(i);
                built = module.build();
            } catch (PolicyException e) {
                refuse(e.errors().get(0).toLine());
                continue;
            } catch (IllegalArgumentException e) {
                refuse(e.getMessage());
                continue;
            }
            accepted++;
            write(i, module, built, packages);
            if (waiting.size() == IN_ONE_CHECK) {
                check();
            }
        }
        check();

        System.out.println(
                "builder fuzz: " + MODULES + " modules, " + accepted + " accepted, " + faults.size() + " faults");
        assertThat(faults).isEmpty();
        assertThat(accepted).as("accepted; refused for %s", refused).isGreaterThan(MODULES / 5);
        // Few of the built-ins take what is random, so each of them has its turn in long runs only.
        assertThat(policies.untried()).allMatch(method -> MODULES < 50_000 && method.startsWith("Builtins."));
    }

    private void refuse(String message) {
        if (!message.matches("(?s).*(rule |import |comment|module ).*")) {
            faults.add("refused without a place: " + message);
        }
        refused.merge(
                message.replaceAll("\"[^\"]*\"", "…")
                        .replaceAll(".*?: ", "")
                        .replaceAll("[a-z]\\w*\\d+", "…")
                        .replaceAll("\\(.*", ""),
                1,
                Integer::sum);
    }

    private void write(int number, ModuleBuilder builder, RegoModule built, @Nullable OpaPackages packages)
            throws IOException {
        RegoVersion version = builder.version();
        FormatResult result;
        try {
            result = Rego.format(built, FormatOptions.of(version));
        } catch (RuntimeException e) {
            faults.add("seed " + SEED + " number " + number + ": " + e + "\n" + built);
            return;
        }
        if (!result.isFormatted()) {
            faults.add("not written: " + number + " " + result.errors() + "\n" + built);
            return;
        }
        String text = result.text();
        ParseResult<RegoModule> read = Rego.parse(Source.of(text), ParseOptions.of(version));
        if (!read.isSuccess()) {
            faults.add("not read: " + number + " " + read.diagnostics() + "\n" + text);
        } else if (!read.orThrow().withComments(List.of()).equals(built.withComments(List.of()))) {
            faults.add("another tree: " + number + "\n" + built + "\n" + read.orThrow() + "\n" + text);
        } else {
            if (version != RegoVersion.V2) {
                Path versioned = Files.createDirectories(folder.resolve(version.label()));
                Files.writeString(versioned.resolve("m" + number + ".rego"), text);
                waiting.put(version.label() + "/m" + number + ".rego", builder);
            }
            String against = packages == null ? null : packages.against(built, text, version);
            if (against != null) {
                faults.add(number + ": " + against);
            }
            String again =
                    Rego.format(read.orThrow(), FormatOptions.of(version)).text();
            // OPA's layout of a tree may change once when its text is formatted.
            String third = Rego.format(Source.of(again), version, FormatOptions.of(version))
                    .text();
            boolean asOpa = result.outcome() == FormatResult.Outcome.AS_OPA;
            if (!third.equals(again) || !asOpa && !again.equals(text)) {
                faults.add("not stable: " + number + "\n" + text + "\nthen\n" + again);
            }
        }
    }

    private void check() throws IOException {
        for (RegoVersion version : List.of(RegoVersion.V0, RegoVersion.V1)) {
            Path versioned = folder.resolve(version.label());
            if (Files.exists(versioned)) {
                Files.writeString(versioned.resolve("lib.rego"), LIBRARY);
                OpaProgram.Result result = version == RegoVersion.V0
                        ? OpaProgram.tryRun(folder, "check", "--v0-compatible", "-m", "1000", version.label())
                        : OpaProgram.tryRun(folder, "check", "-m", "1000", version.label());
                if (result.exitCode() != 0) {
                    for (String line : result.output().split("\n")) {
                        if (line.contains("error: ") && !isOnTrust(line)) {
                            faults.add("opa check: " + line);
                        }
                    }
                }
                try (var files = Files.list(versioned)) {
                    for (Path file : files.toList()) {
                        Files.delete(file);
                    }
                }
            }
        }
        waiting.clear();
    }

    /** True for an error of OPA that the builder finds too where it knows the other module, or leaves to OPA: types of schemas and METADATA. */
    private boolean isOnTrust(String line) throws IOException {
        if (line.contains("undefined function data")) {
            return true;
        }
        String file = line.replaceAll(".*?(v\\d/m\\d+\\.rego):.*", "$1");
        try {
            waiting.get(file).alongside(Rego.parse(LIBRARY)).build();
            String text = Files.readString(folder.resolve(file));
            return line.contains("rego_type_error") && (text.contains("# schemas:") || text.contains("rego.metadata."));
        } catch (PolicyException e) {
            return true;
        }
    }
}
