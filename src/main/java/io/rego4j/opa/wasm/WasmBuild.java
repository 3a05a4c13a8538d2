package io.rego4j.opa.wasm;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.Input;
import io.rego4j.opa.OpaBinary;
import io.rego4j.opa.OpaError;
import io.rego4j.opa.OpaException;
import io.rego4j.opa.binary.ProcessRun;
import io.rego4j.opa.command.OpaCheck;
import io.rego4j.opa.command.PolicyFiles;
import io.rego4j.opa.engine.OpaJson;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPInputStream;

/** {@code opa build -t wasm} on written policies. */
final class WasmBuild {
    static final Duration TIMEOUT = Duration.ofMinutes(5);
    private static final Pattern NO_RULE = Pattern.compile("entrypoint \"([^\"]*)\" does not refer to a rule");
    private static final Pattern FUNCTION = Pattern.compile("function data\\.(\\S+) used as reference");
    private static final int BLOCK = 512;

    private final OpaBinary binary;
    private final PolicyFiles files;
    private List<String> flags = List.of();

    // Not .json, or OPA would load it as data.
    private static final String CAPABILITIES = "rego4j-capabilities.txt";

    WasmBuild(OpaBinary binary, PolicyFiles files, String capabilities) {
        this.binary = binary;
        this.files = files;
        if (!capabilities.isEmpty()) {
            files.add(CAPABILITIES, capabilities);
            flags = List.of("--capabilities=" + CAPABILITIES);
        }
    }

    /** Throws if OPA does not accept the policies. */
    void check() {
        new OpaCheck(binary).errors(files, flags).ifPresent(error -> {
            throw new OpaException(error);
        });
    }

    /** The packages of the policies, as the keys below {@code data}. */
    Set<String> packages() {
        List<String> arguments = files.arguments(binary.version(), "");
        Set<String> packages = new LinkedHashSet<>();
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
            throw new OpaException(
                    OpaError.of(OpaError.BAD_ANSWER, "opa inspect failed: " + e.getMessage() + run.errorText()), e);
        }
        if (run.exitCode() != 0 || !answer.isObject()) {
            throw new OpaException(OpaError.BAD_ANSWER, "opa inspect failed" + run.errorText());
        }
        answer.path("namespaces").properties().forEach(entry -> {
            // Data has a namespace too, but no modules.
            for (JsonNode file : entry.getValue()) {
                if (file.asText().endsWith(".rego")) {
                    packages.add(entry.getKey());
                }
            }
        });
        return packages;
    }

    /**
     * The WebAssembly of these entry points. Those that are no rule are taken out of the collection.
     *
     * @return empty if none of them is a rule
     */
    Optional<byte[]> build(Collection<String> entrypoints) {
        while (!entrypoints.isEmpty()) {
            Path output = files.folder().resolve("rego4j-bundle.tar.gz");
            List<String> command = new ArrayList<>(List.of("build", "--target=wasm"));
            if (binary.version().isAtLeast(1, 0)) {
                command.add("--wasm-include-print");
            }
            command.add("--output=" + output);
            command.addAll(flags);
            entrypoints.forEach(entrypoint -> command.add("--entrypoint=" + entrypoint));
            command.addAll(files.arguments(binary.version(), ""));
            ProcessRun run = run(command);
            if (run.exitCode() == 0) {
                try {
                    byte[] bundle = Files.readAllBytes(output);
                    Files.delete(output);
                    return Optional.of(policy(bundle));
                } catch (IOException e) {
                    throw new OpaException(
                            OpaError.of(OpaError.BAD_ANSWER, "the bundle of opa build is broken: " + e.getMessage()),
                            e);
                }
            }
            // OPA says why on its standard output.
            String said = (run.outputLines().collect(Collectors.joining("\n")) + run.errorText()).strip();
            Matcher noRule = NO_RULE.matcher(said);
            boolean removed = false;
            while (noRule.find()) {
                removed |= entrypoints.remove(noRule.group(1));
            }
            Matcher function = FUNCTION.matcher(said);
            while (function.find()) {
                // It is the one that was asked for, or stands in the package that was.
                String path = function.group(1).replace('.', '/');
                removed |= entrypoints.remove(path)
                        || entrypoints.remove(path.substring(0, Math.max(0, path.lastIndexOf('/'))));
            }
            if (!removed) {
                throw new OpaException(OpaError.UNSUPPORTED, "opa build -t wasm does not take the policy: " + said);
            }
        }
        return Optional.empty();
    }

    private ProcessRun run(List<String> command) {
        try {
            return ProcessRun.of(
                    binary.process(command).directory(files.folder().toFile()), Input.none(), TIMEOUT);
        } catch (ProcessRun.FailedRun e) {
            throw new OpaException(e.error(), e);
        }
    }

    /** The one file of the bundle that is needed. A tar is blocks: a header with name and size, then the content. */
    private static byte[] policy(byte[] bundle) throws IOException {
        try (DataInputStream tar = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(bundle)))) {
            byte[] header = new byte[BLOCK];
            while (true) {
                tar.readFully(header);
                String name = text(header, 0, 100);
                if (name.isEmpty()) {
                    throw new IOException("it holds no policy.wasm");
                }
                int size = Integer.parseInt(text(header, 124, 12).strip(), 8);
                byte[] content = new byte[size];
                tar.readFully(content);
                if (name.equals("/policy.wasm") || name.equals("policy.wasm")) {
                    return content;
                }
                tar.skipNBytes((BLOCK - size % BLOCK) % BLOCK);
            }
        }
    }

    private static String text(byte[] header, int from, int length) {
        String field = new String(header, from, length, StandardCharsets.ISO_8859_1);
        int end = field.indexOf('\0');
        return end < 0 ? field : field.substring(0, end);
    }
}
