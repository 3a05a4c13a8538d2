package io.rego4j.parity;

import io.rego4j.parity.Opa.Question;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A version of OPA, ready to be asked.
 *
 * @param sources its sources
 * @param program the program that answers
 * @param tested the folder of the policies that it is tested with: {@code cases} and {@code format}
 */
record OpaRelease(Go.Sources sources, Path program, Path tested) {
    static final Path PROGRAM = Path.of("src/parity/go");

    /** Fetches a version, builds the program with it and writes its policies, below a folder of the build. */
    static OpaRelease prepare(Go go, String version, Path work) throws IOException, Trouble {
        Go.Sources sources = go.sources(version);
        Path folder = work.resolve("opa-" + version).toAbsolutePath();
        deleteAll(folder);
        go.moveTo(sources, PROGRAM, folder.resolve("go"));
        Path program = go.build(sources, folder.resolve("go"));
        OpaRelease release = new OpaRelease(sources, program, folder.resolve("tested"));
        release.output("cases", sources.folder().toString(), release.tested.toString());
        return release;
    }

    String version() {
        return sources.version();
    }

    /** What {@code opa capabilities --current} prints. */
    String capabilities() throws IOException {
        return output("capabilities");
    }

    /** The conformance cases. */
    Path cases() {
        return tested.resolve("cases");
    }

    /** True if it reads Rego v2. */
    boolean knowsV2() throws IOException {
        byte[] policy = "package a\n".getBytes(StandardCharsets.UTF_8);
        try (Opa opa = open()) {
            return opa.ask(Question.tree("a.rego", policy, RegoVersion.V2)).isAccepted();
        }
    }

    /** Its answers, for one thread. */
    OpaProgram open() throws IOException {
        return new OpaProgram(program);
    }

    private String output(String... arguments) throws IOException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        Process process = new ProcessBuilder(words)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(words + " ended with " + process.exitValue());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        return out;
    }

    private static void deleteAll(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
