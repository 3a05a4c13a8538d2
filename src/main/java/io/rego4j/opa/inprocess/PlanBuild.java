package io.rego4j.opa.inprocess;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.DocumentPath;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.OpaJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code opa build -t plan} on written policies, with their packages as entry points: that plans all rules. */
final class PlanBuild {
    private static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern NO_RULE = Pattern.compile("entrypoint \"([^\"]*)\" does not refer to a rule");
    private static final Pattern FUNCTION = Pattern.compile("function data\\.(\\S+) used as reference");

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
    byte @Nullable [] plan() {
        Set<String> entrypoints = packages();
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
        Matcher function = FUNCTION.matcher(said);
        while (function.find()) {
            // It stands in the package that was asked for.
            String path = function.group(1).replace('.', '/');
            removed |= entrypoints.remove(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
        }
        return removed;
    }

    /** The packages of the policies, as OPA writes entry points: keys with slashes between them. */
    private Set<String> packages() {
        Set<String> packages = new LinkedHashSet<>();
        List<String> arguments = files.arguments(binary.version(), "");
        if (!arguments.contains(".")) {
            return packages;
        }
        List<String> command = new ArrayList<>(List.of("inspect", "--format", "json"));
        command.addAll(arguments);
        ProcessRun run = run(command);
        JsonNode answer;
        try {
            answer = OpaJson.parse(run.output(), "the answer of opa inspect");
        } catch (IOException e) {
            new OpaCheck(binary).require(files);
            throw new OpaException(
                    OpaError.of(OpaError.BAD_ANSWER, "opa inspect failed: " + e.getMessage() + run.errorText()), e);
        }
        if (run.exitCode() != 0 || !answer.isObject()) {
            new OpaCheck(binary).require(files);
            throw new OpaException(OpaError.BAD_ANSWER, "opa inspect failed" + run.errorText());
        }
        answer.path("namespaces").properties().forEach(entry -> {
            // Data has a namespace too, but no modules.
            for (JsonNode file : entry.getValue()) {
                if (file.asText().endsWith(".rego")) {
                    packages.add(
                            String.join("/", DocumentPath.parse(entry.getKey()).keys()));
                }
            }
        });
        return packages;
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
