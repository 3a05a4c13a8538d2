package io.rego4j.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.parity.OpaPackages;
import io.rego4j.parity.PendingAnswers;
import io.rego4j.source.RegoVersion;
import io.rego4j.testing.OpaProgram;
import io.rego4j.testing.WrittenTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
            fuzz(new PendingAnswers(packages, faults));
        }
    }

    private void fuzz(PendingAnswers pending) throws IOException {
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
            write(i, module, built, pending);
            if (waiting.size() == IN_ONE_CHECK) {
                check();
            }
        }
        check();
        pending.finish();
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

    private void write(int number, ModuleBuilder builder, RegoModule built, PendingAnswers pending) throws IOException {
        RegoVersion version = builder.version();
        String name = "seed " + SEED + " number " + number + ": ";
        FormatResult result;
        try {
            result = Rego.format(built, FormatOptions.of(version));
        } catch (RuntimeException e) {
            faults.add(name + e + "\n" + built);
            return;
        }
        if (!result.isFormatted()) {
            faults.add(name + "not written: " + result.errors() + "\n" + built);
            return;
        }
        WrittenTree written = WrittenTree.of(built, version, result);
        String problem = written.problem();
        if (problem != null) {
            faults.add(name + problem);
            return;
        }
        RegoModule read = written.read().orThrow();
        if (!read.withComments(List.of()).equals(built.withComments(List.of()))) {
            faults.add(name + "another tree:\n" + built + "\n" + read + "\n" + result.text());
            return;
        }
        if (version != RegoVersion.V2) {
            Path versioned = Files.createDirectories(folder.resolve(version.label()));
            Files.writeString(versioned.resolve("m" + number + ".rego"), result.text());
            waiting.put(version.label() + "/m" + number + ".rego", builder);
        }
        pending.ask(name, written);
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
