package io.rego4j.opa.inprocess;

import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.Deadline;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/** {@code opa build -t plan} on written policies. */
final class PlanBuild {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final String OUTPUT = "rego4j-bundle.tar.gz";
    private static final String MODULE = "rego4j-plan.rego";
    private static final Pattern NO_RULE = Pattern.compile("entrypoint \"([^\"]*)\" does not refer to a rule");

    private final OpaBinary binary;
    private final PolicyFiles files;

    PlanBuild(OpaBinary binary, PolicyFiles files) {
        this.binary = binary;
        this.files = files;
    }

    /**
     * The plan of all rules, {@code plan.json}; null if there is no rule.
     *
     * @throws OpaException with OPA's errors if it does not accept the policies
     */
    byte @Nullable [] plan(ModuleDocuments documents) {
        byte[] plan = documents.rules().isEmpty() ? null : byModule(documents);
        if (plan == null) {
            plan = byEntrypoints(documents.entrypoints());
        }
        if (plan == null) {
            new OpaCheck(binary).require(files);
        }
        return plan;
    }

    /**
     * With one entry point, in a module of its own that names all rules: OPA does not take a rule for one that some function
     * uses. Null if OPA refuses this, as it does where a policy names all of {@code data}, and so this module.
     */
    private byte @Nullable [] byModule(ModuleDocuments documents) {
        files.add(MODULE, documents.askingModule());
        try {
            ProcessRun run = build(Set.of(ModuleDocuments.ASKING + "/all"));
            return run.exitCode() == 0 ? read() : null;
        } finally {
            try {
                Files.delete(files.folder().resolve(MODULE));
            } catch (IOException e) {
                throw new OpaException(
                        OpaError.of(OpaError.UNREACHABLE, "cannot delete " + MODULE + ": " + e.getMessage()), e);
            }
        }
    }

    /** With each rule as an entry point, without those that OPA does not accept as one. Null if none is left. */
    private byte @Nullable [] byEntrypoints(Set<String> entrypoints) {
        while (!entrypoints.isEmpty()) {
            ProcessRun run = build(entrypoints);
            if (run.exitCode() == 0) {
                return read();
            }
            // OPA writes the reason to its standard output.
            String output = (run.outputLines().collect(Collectors.joining("\n")) + run.errorText()).strip();
            Matcher noRule = NO_RULE.matcher(output);
            boolean removed = false;
            while (noRule.find()) {
                removed |= entrypoints.remove(noRule.group(1));
            }
            if (!removed) {
                new OpaCheck(binary).require(files);
                throw new OpaException(OpaError.UNSUPPORTED, "opa build -t plan does not take the policies: " + output);
            }
        }
        return null;
    }

    private ProcessRun build(Set<String> entrypoints) {
        List<String> command = new ArrayList<>(List.of("build", "--target=plan", "--output=" + OUTPUT));
        entrypoints.forEach(entrypoint -> command.add("--entrypoint=" + entrypoint));
        command.addAll(files.arguments(binary.version(), ""));
        try {
            return ProcessRun.of(
                    binary.process(command).directory(files.folder().toFile()), Input.none(), Deadline.in(TIMEOUT));
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        }
    }

    private byte[] read() {
        Path output = files.folder().resolve(OUTPUT);
        try {
            byte[] bundle = Files.readAllBytes(output);
            Files.delete(output);
            return planIn(bundle);
        } catch (IOException e) {
            throw new OpaException(
                    OpaError.of(OpaError.BAD_ANSWER, "the bundle of opa build is broken: " + e.getMessage()), e);
        }
    }

    private static byte[] planIn(byte[] bundle) throws IOException {
        try (TarArchiveInputStream files =
                new TarArchiveInputStream(new GZIPInputStream(new ByteArrayInputStream(bundle)))) {
            for (TarArchiveEntry file = files.getNextEntry(); file != null; file = files.getNextEntry()) {
                if (file.getName().equals("/plan.json") || file.getName().equals("plan.json")) {
                    return files.readAllBytes();
                }
            }
            throw new IOException("it holds no plan.json");
        }
    }
}
