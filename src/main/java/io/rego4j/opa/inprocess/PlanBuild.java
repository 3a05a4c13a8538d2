package io.rego4j.opa.inprocess;

import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
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
import org.jspecify.annotations.Nullable;

/** {@code opa build -t plan} on written policies. */
final class PlanBuild {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern NO_RULE = Pattern.compile("entrypoint \"([^\"]*)\" does not refer to a rule");

    private final OpaBinary binary;
    private final PolicyFiles files;

    PlanBuild(OpaBinary binary, PolicyFiles files) {
        this.binary = binary;
        this.files = files;
    }

    /**
     * The plan, {@code plan.json}; null if there is no rule.
     *
     * @param entrypoints keys with slashes between them; those that are no rule are taken out
     * @throws OpaException with OPA's errors if it does not accept the policies
     */
    byte @Nullable [] plan(Set<String> entrypoints) {
        while (!entrypoints.isEmpty()) {
            Path output = files.folder().resolve("rego4j-bundle.tar.gz");
            List<String> command = new ArrayList<>(List.of("build", "--target=plan", "--output=" + output));
            entrypoints.forEach(entrypoint -> command.add("--entrypoint=" + entrypoint));
            command.addAll(files.arguments(binary.version(), ""));
            ProcessRun run = run(command);
            if (run.exitCode() == 0) {
                return read(output);
            }
            // OPA says why on its standard output.
            String said = (run.outputLines().collect(Collectors.joining("\n")) + run.errorText()).strip();
            if (!removeWhatIsNoRule(said, entrypoints)) {
                new OpaCheck(binary).require(files);
                throw new OpaException(OpaError.UNSUPPORTED, "opa build -t plan does not take the policies: " + said);
            }
        }
        new OpaCheck(binary).require(files);
        return null;
    }

    private static boolean removeWhatIsNoRule(String said, Set<String> entrypoints) {
        boolean removed = false;
        Matcher noRule = NO_RULE.matcher(said);
        while (noRule.find()) {
            removed |= entrypoints.remove(noRule.group(1));
        }
        return removed;
    }

    private ProcessRun run(List<String> command) {
        try {
            return ProcessRun.of(
                    binary.process(command).directory(files.folder().toFile()), Input.none(), TIMEOUT);
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        }
    }

    private static byte[] read(Path output) {
        try {
            byte[] bundle = Files.readAllBytes(output);
            Files.delete(output);
            return PlanFile.in(bundle);
        } catch (IOException e) {
            throw new OpaException(
                    OpaError.of(OpaError.BAD_ANSWER, "the bundle of opa build is broken: " + e.getMessage()), e);
        }
    }
}
