package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A JVM of 64 MB: large policies are read as far as memory goes, and where it ends one line says so. */
@Tag("slow")
class LittleMemoryTest {
    private static final String REAL = """
            # Who may.
            allow contains user if {
            	some user in input.users
            	user.roles[_].name == "admin"
            	count([x | x := data.allowed[user.id]]) > 10
            }

            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parse",
                "parse --format json --json-include locations",
                "parse --format jsonl",
                "fmt --format jsonl"
            })
    void aLargePolicyIsReadAndShown(String command) throws Exception {
        Answer answer = run(command, "package p\n" + REAL.repeat(1_000_000 / REAL.length()));
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).hasSizeGreaterThan(1_000_000);
    }

    /** A parse tree of all of it would not fit, the terms do. */
    @ParameterizedTest
    @ValueSource(strings = {"parse", "parse --format json --json-include locations"})
    void aLongListIsReadAndShown(String command) throws Exception {
        Answer answer = run(command, "package p\nx := [" + "1,".repeat(400_000) + "1]\n");
        assertThat(answer.err()).isEmpty();
        assertThat(answer.exitCode()).isZero();
        assertThat(answer.out()).hasSizeGreaterThan(1_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{", "(", "f(", "{\"a\":"})
    void bracketsThatNothingClosesGetTheAnswerOfOpa(String open) throws Exception {
        Answer answer = run("parse", "package p\nx := " + open.repeat(1_000_000 / open.length()));
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).contains("max parsing recursion depth exceeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"parse --format json", "fmt"})
    void whatNeedsMoreGetsOneLine(String command) throws Exception {
        Answer answer = run(command, "package p\n" + "p := 1\n".repeat(500_000));
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains("p.rego: needs more memory than the", "REGO4J_JAVA_OPTS=-Xmx1g")
                .doesNotContain("\tat ", "OutOfMemoryError");
    }

    @Test
    void theLineOfWhatNeedsMoreIsJsonWhereJsonIsAskedFor() throws Exception {
        Answer answer = run("parse --format jsonl", "package p\n" + "p := 1\n".repeat(500_000));
        assertThat(answer.exitCode()).isEqualTo(2);
        assertThat(answer.err()).isEmpty();
        assertThat(answer.out()).contains("\"errors\":", "needs more memory").hasLineCount(1);
    }

    private record Answer(int exitCode, String out, String err) {}

    private Answer run(String command, String policy) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("p.rego"), policy);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        line.addAll(List.of(command.split(" ")));
        line.add(file.toString());
        Process process = new ProcessBuilder(line)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        int exitCode = process.waitFor();
        return new Answer(
                exitCode, Files.readString(out, StandardCharsets.UTF_8), Files.readString(err, StandardCharsets.UTF_8));
    }
}
