package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rego4j.testing.OpaProgram;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real pre-commit runs the hooks of {@code .pre-commit-hooks.yaml} over a set of policies in a repository. */
@Tag("slow")
class PreCommitHooksTest {
    private static final String POLICY = "package shop\n\ndeny contains \"no owner\" if not input.owner\n";
    private static final String TEMPLATE = """
            kind: ConstraintTemplate
            spec:
              targets:
                - target: admission.k8s.gatekeeper.sh
                  rego: |
                    package a
                    violation[m] { m := input.review.name }
            """;

    @TempDir
    Path folder;

    private Path set;

    private record Answer(int exitCode, String out) {}

    @BeforeEach
    void aRepositoryWithPoliciesAndOneWithTheHooks() throws Exception {
        assumeTrue(isThere("pre-commit"), "pre-commit is not on the PATH: the hooks were not run");
        assumeTrue(isThere("git"), "git is not on the PATH: the hooks were not run");
        Path hooks = Files.createDirectory(folder.resolve("hooks"));
        Files.copy(Path.of(".pre-commit-hooks.yaml"), hooks.resolve(".pre-commit-hooks.yaml"));
        String classPath = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(each -> Path.of(each).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        // What the launcher starts once it is built.
        Path launcher = Files.writeString(
                hooks.resolve("rego4j"),
                "#!/bin/sh\nexec '" + System.getProperty("java.home") + "/bin/java' -cp '" + classPath
                        + "' io.rego4j.cli.Main \"$@\"\n");
        assertThat(launcher.toFile().setExecutable(true)).isTrue();
        commit(hooks);
        String revision = run(hooks, "git", "rev-parse", "HEAD").out().strip();
        set = Files.createDirectory(folder.resolve("set"));
        Files.createDirectories(set.resolve("policies"));
        Files.writeString(set.resolve("policies/p.rego"), POLICY);
        Files.writeString(
                set.resolve("policies/p_test.rego"),
                "package shop_test\n\nimport data.shop\n\ntest_deny if count(shop.deny) == 1 with input as {\"x\": 1}\n");
        Files.writeString(
                set.resolve(".pre-commit-config.yaml"),
                "repos:\n  - repo: " + hooks + "\n    rev: " + revision + "\n    hooks:\n      - id: rego4j-fmt\n"
                        + "      - id: rego4j-fmt-check\n"
                        + "      - id: rego4j-check\n        args: [policies/]\n"
                        + "      - id: rego4j-test\n        args: [policies/]\n");
        commit(set);
    }

    @Test
    void theHooksPassOverAGoodSetAndStopABadOne() throws Exception {
        assertThat(hooks()).isEqualTo(List.of("Passed", "Passed", "Passed", "Passed"));

        Path policy = set.resolve("policies/p.rego");
        Files.writeString(policy, "package shop\ndeny  contains  \"no owner\"  if  not   input.owner\n");
        assertThat(hooks()).as("formats, and says so").isEqualTo(List.of("Failed", "Passed", "Passed", "Passed"));
        assertThat(policy).hasContent(POLICY);
        assertThat(hooks()).isEqualTo(List.of("Passed", "Passed", "Passed", "Passed"));

        Files.writeString(policy, POLICY.replace("input.owner", "inputs.owner"));
        assertThat(hooks()).as("does not compile").isEqualTo(List.of("Passed", "Passed", "Failed", "Failed"));

        Files.writeString(policy, POLICY.replace("input.owner", "input.x.owner").replace("not ", ""));
        assertThat(hooks()).as("a test fails").isEqualTo(List.of("Passed", "Passed", "Passed", "Failed"));
    }

    @Test
    void theHooksTakeTheRegoInYaml() throws Exception {
        Path template = Files.writeString(set.resolve("policies/t.yaml"), TEMPLATE);
        Files.writeString(set.resolve("policies/values.yaml"), "a: 1\n");
        assertThat(hooks()).isEqualTo(List.of("Failed", "Passed", "Passed", "Passed"));
        assertThat(template).content().contains("        violation[m] {\n        \tm := input.review.name\n");
        assertThat(hooks()).isEqualTo(List.of("Passed", "Passed", "Passed", "Passed"));
        Files.writeString(template, TEMPLATE.replace("m := input", "m := inputs"));
        assertThat(hooks()).isEqualTo(List.of("Failed", "Passed", "Failed", "Passed"));
    }

    /** What pre-commit says of each hook when all files are given to it. */
    private List<String> hooks() throws Exception {
        run(set, "git", "add", "-A");
        String out =
                run(set, "pre-commit", "run", "--all-files", "--color", "never").out();
        Set<String> words = Set.of("Passed", "Failed", "Skipped");
        List<String> answers = out.lines()
                .map(line -> line.substring(line.lastIndexOf('.') + 1))
                .filter(words::contains)
                .toList();
        assertThat(answers).as(out).hasSize(4);
        return answers;
    }

    private static void commit(Path repository) throws Exception {
        run(repository, "git", "init", "-q", ".");
        run(repository, "git", "add", "-A");
        run(repository, "git", "-c", "user.name=a", "-c", "user.email=a@b.example", "commit", "-q", "-m", "A set");
    }

    private static boolean isThere(String program) {
        for (String path : System.getenv("PATH").split(File.pathSeparator)) {
            if (Files.isExecutable(Path.of(path, program))) {
                return true;
            }
        }
        return false;
    }

    private static Answer run(Path where, String... command) throws IOException, InterruptedException {
        Path out = Files.createTempFile(where.getParent(), "out", ".txt");
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.redirectOutput(out.toFile());
        builder.environment()
                .put("PRE_COMMIT_HOME", where.resolveSibling("home").toString());
        builder.environment().put("REGO4J_OPA", OpaProgram.binary().path().toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        int exitCode = builder.start().waitFor();
        return new Answer(exitCode, Files.readString(out, StandardCharsets.UTF_8));
    }
}
