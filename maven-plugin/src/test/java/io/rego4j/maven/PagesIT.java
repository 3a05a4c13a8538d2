package io.rego4j.maven;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.Verification;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the pages tell a user to write and to run, written and run. */
class PagesIT {
    private static final Pattern FILE = Pattern.compile("<!-- file: (\\S+) -->\n```\\w+\n(.*?)```\n", Pattern.DOTALL);
    private static final Pattern TASK = Pattern.compile("regoTask\\(\"(\\w+)\", (.*)\\)");
    private static final String SECRET = "a secret of at least 32 characters";

    @TempDir
    Path folder;

    private MavenProjectFolder filled() throws Exception {
        MavenProjectFolder project = new MavenProjectFolder(folder.toRealPath());
        Matcher file = FILE.matcher(Files.readString(Path.of("../docs/install.md")));
        while (file.find()) {
            project.with(file.group(1), file.group(2));
        }
        return project;
    }

    @Test
    void anEmptyFolderBecomesATestedPolicyAndASignedBundle() throws Exception {
        MavenProjectFolder project = filled();
        MavenProjectFolder.Run run = project.mvn("package", "-Denv.BUNDLE_SECRET=" + SECRET);
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("2 policies are right", "Tests run: 3, Failures: 0, Errors: 0, Skipped: 0");
        assertThat(project.file("src/main/rego/shop/shop.rego"))
                .hasContent("package shop\n\ndefault allow := false\n\nallow if input.user in data.shop.staff");
        Bundle bundle = Bundle.reader()
                .verifying(Verification.of("default", SignatureAlgorithm.HS256, SECRET))
                .read(project.file("target/shop-1-bundle.tar.gz"));
        assertThat(bundle.data()).containsKey("shop");
    }

    @Test
    void theTasksForGradleRun() throws Exception {
        MavenProjectFolder project = filled();
        Matcher task = TASK.matcher(Files.readString(Path.of("../docs/maven.md")));
        List<String> tasks = new ArrayList<>();
        while (task.find()) {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    classPath(),
                    "io.rego4j.cli.Main"));
            for (String argument : task.group(2).split(", ")) {
                command.add(argument.replace("\"", ""));
            }
            MavenProjectFolder.Run run = project.run(command);
            assertThat(run.exitCode()).as(task.group() + "\n" + run.output()).isZero();
            tasks.add(task.group(1));
        }
        assertThat(tasks)
                .containsExactly(
                        "regoFormat",
                        "regoCheckFormat",
                        "regoCheck",
                        "regoTest",
                        "regoMigrate",
                        "regoJava",
                        "regoBundle");
        assertThat(project.file("build/generated/rego/com/example/rules/ShopPolicy.java")).isRegularFile();
        assertThat(Bundle.read(project.file("build/bundle.tar.gz")).revision()).isEqualTo("1");
    }

    /** What the page puts on it: rego4j with what it always needs, picocli, and the libraries of keys and of Java sources. */
    private static String classPath() {
        List<String> others = List.of("junit", "assertj", "maven-", "opentest4j", "diff-utils");
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> others.stream().noneMatch(Path.of(entry).getFileName().toString()::contains))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
