package io.rego4j.dsl;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.TemplateStringTerm;
import io.rego4j.check.CheckOptions;
import io.rego4j.check.Checker;
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
import java.util.Comparator;
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

    private static final int IN_ONE_CHECK = 300;
    private static final int MOST_KINDS = 20;
    /** A long run says from time to time how far it is. */
    private static final int TOLD_AFTER = 5_000;

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
            if (i > 0 && i % TOLD_AFTER == 0) {
                System.out.println(i + " modules, " + accepted + " accepted, " + faults.size() + " faults");
            }
            ModuleBuilder module;
            RegoModule draft;
            String refusal = null;
            try {
                module = policies.module(i);
                try {
                    draft = module.build();
                    accepted++;
                } catch (PolicyException e) {
                    refusal = e.errors().get(0).toLine();
                    refuse(refusal);
                    draft = module.buildUnchecked();
                }
            } catch (IllegalArgumentException e) {
                judge(e.getMessage());
                refuse(e.getMessage());
                continue;
            }
            write(i, module, draft, refusal, pending);
            if (waiting.size() == IN_ONE_CHECK) {
                check();
            }
        }
        check();
        pending.finish();
        policies.methods().refusals().keySet().forEach(this::judge);
        report(policies.methods());
        assertThat(faults).isEmpty();
        assertThat(accepted).as("accepted; refused for %s", refused).isGreaterThan(MODULES / 2);
        // Few of the built-ins take what is random, so each of them has its turn in long runs only.
        assertThat(policies.methods().untried()).allMatch(method -> MODULES < 50_000 && method.startsWith("Builtins."));
    }

    private void judge(String message) {
        if (!KnownRefusals.isKnown(message)) {
            faults.add("refused for what is not among the known reasons: " + message);
        }
    }

    private void report(BuilderMethods methods) {
        System.out.println(
                "builder fuzz: " + MODULES + " modules, " + accepted + " accepted, " + faults.size() + " faults");
        System.out.println("refused modules, by message:");
        mostOf(refused);
        Map<String, Integer> calls = new TreeMap<>();
        methods.refusals().forEach((message, count) -> calls.merge(kind(message), count, Integer::sum));
        System.out.println("refused calls, by message:");
        mostOf(calls);
    }

    private static void mostOf(Map<String, Integer> counts) {
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(MOST_KINDS)
                .forEach(entry -> System.out.println("  " + entry.getValue() + "  " + entry.getKey()));
    }

    private void refuse(String message) {
        if (!message.matches("(?s).*(rule |import |comment|module ).*")) {
            faults.add("refused without a place: " + message);
        }
        refused.merge(kind(message), 1, Integer::sum);
    }

    /** A message without what differs from module to module. */
    private static String kind(String message) {
        return message.replaceAll(" ?\\((?:rule|expression) .*", "")
                .replaceAll("(?s)\n.*", "")
                .replaceAll("(rule|module|import) .*?: ", "$1: ")
                .replaceAll("\"(?:\\\\.|[^\"])*\"|`[^`]*`", "…")
                .replaceAll("\\b[a-z_]\\w*\\d+\\w*", "…")
                .replaceAll(
                        "(var|expression|operand|function|ref) \\S.*? (is|has|cannot|used|unused|declared|referenced)",
                        "$1 … $2")
                .replaceAll("(have|want|got).*", "$1 …");
    }

    private void write(
            int number, ModuleBuilder builder, RegoModule draft, @Nullable String refusal, PendingAnswers pending)
            throws IOException {
        RegoVersion version = builder.version();
        String name = "seed " + SEED + " number " + number + ": ";
        FormatResult result;
        try {
            result = Rego.format(draft, FormatOptions.of(version));
        } catch (RuntimeException e) {
            faults.add(name + e + "\n" + draft);
            return;
        }
        if (!result.isFormatted()) {
            if (refusal == null) {
                faults.add(name + "not written: " + result.errors() + "\n" + draft);
            } else {
                refused.merge("no text either: " + kind(result.errors().get(0).toLine()), 1, Integer::sum);
            }
            return;
        }
        if (version == RegoVersion.V0 && NodeWalk.any(draft, TemplateStringTerm.class::isInstance)) {
            // OPA reads them there with capabilities that have them, and a text names none.
            return;
        }
        WrittenTree written = WrittenTree.of(draft, version, result);
        boolean isRefused = !written.again().isFormatted();
        if (isRefused && (refusal != null || written.again().errors().toString().contains("deprecated built-in"))) {
            // Formatting, in OPA too, refuses some of it: deprecated built-ins wherever they stand, imports of one
            // name.
            return;
        }
        String problem = written.problem();
        if (problem != null) {
            faults.add(name + problem);
            return;
        }
        RegoModule read = written.read().orThrow();
        if (!withSortedImports(read).equals(withSortedImports(draft))) {
            faults.add(name + "another tree:\n" + draft + "\n" + read + "\n" + result.text());
            return;
        }
        if (refusal != null
                && !isLeftToOpa(result.text())
                && Checker.check(List.of(read), CheckOptions.of(version)).isEmpty()) {
            faults.add(name + "refused, though nothing is wrong with the text: " + refusal + "\n" + result.text());
        }
        // OPA's packages check each text.
        if (refusal == null && version != RegoVersion.V2 && !pending.asks()) {
            Path versioned = Files.createDirectories(folder.resolve(version.label()));
            Files.writeString(versioned.resolve("m" + number + ".rego"), result.text());
            waiting.put(version.label() + "/m" + number + ".rego", builder);
        }
        pending.ask(name, written);
    }

    /** OPA puts those of keywords into a group of their own when it formats its text, which a mended text has then. */
    private static RegoModule withSortedImports(RegoModule module) {
        List<Import> sorted = new ArrayList<>(module.imports());
        sorted.sort(Comparator.comparing(Import::toString));
        return module.withImports(sorted).withComments(List.of());
    }

    /** True for a text in which some types are those of METADATA and schemas, which the check of a text leaves to OPA. */
    private static boolean isLeftToOpa(String text) {
        return text.contains("# schemas:") || text.contains("rego.metadata.");
    }

    private boolean isAnyLeftToOpa() throws IOException {
        for (String file : waiting.keySet()) {
            if (isLeftToOpa(Files.readString(folder.resolve(file)))) {
                return true;
            }
        }
        return false;
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
        ModuleBuilder builder = waiting.get(file);
        if (builder == null) {
            // OPA names no file for what stands in a template string.
            return line.contains("rego_type_error") && isAnyLeftToOpa();
        }
        try {
            builder.alongside(Rego.parse(LIBRARY)).build();
            String text = Files.readString(folder.resolve(file));
            return line.contains("rego_type_error") && isLeftToOpa(text);
        } catch (PolicyException e) {
            return true;
        }
    }
}
