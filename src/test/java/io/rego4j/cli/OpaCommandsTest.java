package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that are OPA's: its flags, its output, its exit codes. */
class OpaCommandsTest {
    @TempDir
    Path folder;

    @Test
    void evaluatesAsOpaDoes() throws Exception {
        Path policy = Files.writeString(folder.resolve("p.rego"), "package p\n\nx := input.n + 1\n");
        CommandLineTester run = CommandLineTester.runWith(
                "{\"n\": 41}", "eval", "--format", "raw", "--data", policy.toString(), "--stdin-input", "data.p.x");
        assertThat(run.out()).isEqualTo("42\n");
        assertThat(run.exitCode()).isZero();
        assertThat(CommandLineTester.run("eval", "--fail", "data.nothing").exitCode())
                .isEqualTo(1);
        assertThat(CommandLineTester.run("eval", "1 +").exitCode()).isEqualTo(2);
        assertThat(CommandLineTester.run("opa", "eval", "--format=raw", "1 + 1").out())
                .isEqualTo("2\n");
        assertThat(CommandLineTester.run("eval", "--help").out()).contains("opa eval <query> [flags]");
    }

    @Test
    void checksAsOpaDoes() throws Exception {
        Path policy = Files.writeString(folder.resolve("p.rego"), "package p\n\nx := y\n");
        CommandLineTester run = CommandLineTester.run("check", policy.toString());
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("rego_unsafe_var_error: var y is unsafe");
    }

    @Test
    void saysInOneErrorThatThereIsNoOpa() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.rego4j.cli.Main",
                        "check",
                        "p.rego")
                .redirectErrorStream(true);
        builder.environment().put("REGO4J_OPA", folder.resolve("none").toString());
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(1);
        assertThat(said)
                .startsWith("error: no usable opa. What was tried:\n")
                .contains("the variable REGO4J_OPA: " + folder.resolve("none") + " is not a file")
                .doesNotContain("fault of its own", "\tat ");
    }

    @Test
    void showsTestsAsATreeAndAsXml() throws Exception {
        Path tests = Files.writeString(
                folder.resolve("p_test.rego"), "package p_test\n\ntest_a if true\n\ntest_b if false\n");
        CommandLineTester tree = CommandLineTester.run("test", tests.toString());
        assertThat(tree.exitCode()).isEqualTo(2);
        assertThat(tree.out())
                .isEqualTo("data.p_test\n├── test_a: passed\n└── test_b: failed (" + tests + ":5)\n"
                        + "1 passed, 1 failed, 0 errors, 0 skipped\n");
        CommandLineTester xml = CommandLineTester.run("test", "--format=junit", tests.toString());
        assertThat(xml.exitCode()).isEqualTo(2);
        assertThat(xml.out()).contains("<testsuite name=\"data.p_test\" tests=\"2\" failures=\"1\"");
        CommandLineTester json = CommandLineTester.run("test", "-f", "json", tests.toString());
        assertThat(json.out()).startsWith("[");
        assertThat(CommandLineTester.run("test", "--format=tree", "--coverage", tests.toString())
                        .exitCode())
                .isEqualTo(1);
        assertThat(CommandLineTester.run("test", folder.resolve("none").toString())
                        .exitCode())
                .isEqualTo(1);
    }

    @Test
    void runsConformanceCases() throws Exception {
        Path one = Files.createDirectories(folder.resolve("cases/0000"));
        Files.writeString(one.resolve("0.rego"), "package test\n\np := x if {\n\tx := count(input.s)\n}\n");
        Files.writeString(
                one.resolve("case.json"),
                "{\"note\": \"a\", \"query\": \"data.test.p = x\", \"input_term\": \"{\\\"s\\\": {1, 1, 2}}\","
                        + " \"want_result\": [{\"x\": 2}]}");
        Path two = Files.createDirectories(folder.resolve("cases/0001"));
        Files.writeString(two.resolve("0.rego"), "package test\n\np := 1 / input.z\n");
        Files.writeString(
                two.resolve("case.json"),
                "{\"note\": \"b\", \"query\": \"data.test.p = x\", \"input\": {\"z\": 0}, \"strict_error\": true,"
                        + " \"want_error_code\": \"eval_builtin_error\", \"want_error\": \"divide by zero\"}");
        for (String engine : new String[] {"local", "command", "plan"}) {
            CommandLineTester run = CommandLineTester.run(
                    "conformance",
                    "--engine",
                    engine,
                    "--jobs",
                    "1",
                    folder.resolve("cases").toString());
            assertThat(run.out()).as(engine).endsWith(engine + ": 2 cases, 2 as wanted, 0 refused, 0 wrong\n");
            assertThat(run.exitCode()).isZero();
        }
        Files.writeString(
                one.resolve("case.json"),
                "{\"note\": \"a\", \"query\": \"data.test.p = x\", \"input\": {\"s\": [1]}, \"want_result\": [{\"x\": 2}]}");
        CommandLineTester wrong =
                CommandLineTester.run("conformance", folder.resolve("cases").toString());
        assertThat(wrong.out()).contains("wrong 0000: a: [{x=1}] and not [{x=2}]");
        assertThat(wrong.exitCode()).isEqualTo(2);
    }
}
