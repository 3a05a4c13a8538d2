package io.rego4j.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each sample in Java runs against the real OPA, as {@code java -cp … samples/x/X.java}, and prints its output.txt. */
@Execution(ExecutionMode.SAME_THREAD)
@Tag("slow")
class SamplesTest {
    static Stream<Path> samples() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("samples"))) {
            return files
                    .filter(file ->
                            file.toString().endsWith(".java") && Files.exists(file.resolveSibling("output.txt")))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void runsAndDecides(Path sample) throws IOException, InterruptedException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        List.of(java.toString(), "-cp", System.getProperty("java.class.path"), sample.toString()))
                // What a JVM has to say about itself is no part of what the sample prints.
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        Path expected = sample.resolveSibling("output.txt");
        if (Boolean.getBoolean("rego4j.write")) {
            Files.writeString(expected, output);
        }
        assertThat(output).isEqualTo(Files.readString(expected));
        assertThat(process.waitFor()).isZero();
    }
}
