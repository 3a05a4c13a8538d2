package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.opa.OpaBinary;
import io.rego4j.testing.CommandLineTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands that are OPA's, each beside {@code opa} with the same flags: the same output and the same exit code. */
class OpaFlagsTest {
    private static final OpaBinary OPA = OpaBinary.find();

    @TempDir
    Path folder;

    @BeforeEach
    void write() throws Exception {
        Path policies = Files.createDirectories(folder.resolve("policies"));
        Files.writeString(
                policies.resolve("p.rego"), "package p\n\nimport data.unused\n\nx := input.n + 1\n\ny if input.u.v\n");
        Files.writeString(folder.resolve("data.json"), "{\"k\": [1, 2]}");
        Files.writeString(folder.resolve("input.json"), "{\"n\": 41, \"u\": {\"v\": true}}");
        Files.writeString(folder.resolve("bad.rego"), "package p\n\nx := y\n\nz := {\n");
        Files.writeString(folder.resolve("unsafe.rego"), "package p\n\nx := y\n");
        Files.writeString(
                folder.resolve("schema.json"),
                "{\"type\": \"object\", \"properties\": {\"u\": {\"type\": \"string\"}}}");
        Files.writeString(folder.resolve("good_test.rego"), "package t\n\ntest_a if true\n\ntodo_test_b if false\n");
        Files.writeString(folder.resolve("failing_test.rego"), "package t\n\ntest_a if true\n\ntest_c if false\n");
    }

    private List<String> words(String line) {
        return List.of(line.replace("@", folder + "/").split(" "));
    }

    private void same(List<String> words, boolean output) {
        OpaBinary.Output opa = OPA.run("", words);
        CommandLineTester ours = CommandLineTester.run(words.toArray(String[]::new));
        assertThat(ours.exitCode()).as(words + "\n" + opa.err()).isEqualTo(opa.exitCode());
        if (output) {
            assertThat(timeless(ours.out())).isEqualTo(timeless(opa.out()));
            assertThat(timeless(ours.err())).isEqualTo(timeless(opa.err()));
        }
    }

    /** Lines of a log hold the second in which they were written; two runs need not fall into the same one. */
    private static String timeless(String text) {
        return text.replaceAll("\"time\":\"[^\"]*\"", "\"time\":\"\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "eval 1+1",
                "eval --format raw 1+1",
                "eval -f pretty -d @policies -i @input.json data.p",
                "eval --format=bindings x=1",
                "eval -f values -d @data.json data.k[_]",
                "eval -d @data.json --fail data.nothing",
                "eval --fail data.k.x",
                "eval --fail-defined 1",
                "eval --strict-builtin-errors 1/0",
                "eval 1+",
                "eval -f json -d @unsafe.rego data.p.x",
                "eval -d @none.rego data",
                "eval --no-such-flag 1",
                "eval -p -f pretty --unknowns input -d @policies data.p.x=2",
                "eval --v0-compatible -f raw 1==1",
                "check @policies",
                "check --strict @policies",
                "check @bad.rego",
                "check @unsafe.rego --format json",
                "check -s @schema.json @policies",
                "check --max-errors 1 @bad.rego @unsafe.rego",
                "check @none.rego",
                "build @none.rego",
                "build -t wasm @policies -o @out.tar.gz",
                "build --no-such-flag",
                "exec --decision p/x -b @policies @none.json",
                "exec @input.json",
                "opa",
                "opa no-such-command",
                "opa version --no-such-flag"
            })
    void saysWhatOpaSays(String line) {
        List<String> words = words(line);
        if (!words.get(0).equals("opa")) {
            same(words, true);
            return;
        }
        OpaBinary.Output opa = OPA.run("", words.subList(1, words.size()));
        CommandLineTester ours = CommandLineTester.run(words.toArray(String[]::new));
        assertThat(new CommandLineTester(ours.exitCode(), timeless(ours.out()), timeless(ours.err())))
                .isEqualTo(new CommandLineTester(opa.exitCode(), timeless(opa.out()), timeless(opa.err())));
    }

    /** Output with times and ids in it is not the same twice. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "test @good_test.rego",
                "test @failing_test.rego",
                "test --format tree @failing_test.rego",
                "test --format junit @good_test.rego",
                "test --format json @failing_test.rego",
                "test -v @failing_test.rego",
                "test --run no-such-test @failing_test.rego",
                "test --run test_a @failing_test.rego",
                "test --fail-on-empty --run no-such-test @good_test.rego",
                "test --coverage @good_test.rego",
                "test --coverage @failing_test.rego",
                "test --threshold 100 @good_test.rego @policies",
                "test --exit-zero-on-skipped @good_test.rego",
                "test @bad.rego",
                "test @none.rego",
                "test --format nonsense @good_test.rego",
                "test --no-such-flag",
                "build -o @out.tar.gz @policies",
                "build -t wasm -e p/x -o @out.tar.gz @policies",
                "build -t plan -e p/x -o @out.tar.gz @policies",
                "build --signing-key secret --signing-alg HS256 -b -o @out.tar.gz @policies",
                "exec --decision p/x -b @policies @input.json",
                "exec --decision p/none --fail -b @policies @input.json",
                "exec --decision p/y --fail-defined -b @policies @input.json"
            })
    void endsWithOpasExitCode(String line) {
        List<String> words = words(line);
        boolean ownForm = line.contains("--format tree") || line.contains("--format junit");
        List<String> forOpa = ownForm ? words(line.replaceAll("--format \\w+ ", "")) : words;
        assertThat(CommandLineTester.run(words.toArray(String[]::new)).exitCode())
                .isEqualTo(OPA.run("", forOpa).exitCode());
    }
}
