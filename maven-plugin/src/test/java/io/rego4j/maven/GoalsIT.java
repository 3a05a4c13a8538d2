package io.rego4j.maven;

import static io.rego4j.maven.MavenProjectFolder.dependency;
import static io.rego4j.maven.MavenProjectFolder.plugin;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each goal, in a real Maven. */
class GoalsIT {
    private static final String RULES = "package shop\n\nallow if input.user in data.users\n";
    private static final String TESTS =
            "package shop_test\n\nimport data.shop\n\ntest_ann if shop.allow with input as {\"user\": \"ann\"}\n";

    @TempDir
    Path folder;

    private MavenProjectFolder project;

    @BeforeEach
    void fill() throws Exception {
        project = new MavenProjectFolder(folder.toRealPath())
                .with("src/main/rego/shop/shop.rego", RULES)
                .with("src/main/rego/shop/shop_test.rego", TESTS)
                .with("src/main/rego/data.yaml", "users: [ann]\n");
    }

    @Test
    void allGoalsRunAtTheirPhasesAndDoNothingTwice() throws Exception {
        String secret = "a secret of at least 32 characters";
        project.pom(
                        "",
                        plugin(
                                "<signingKey>" + secret + "</signingKey><signingAlgorithm>HS256</signingAlgorithm>"
                                        + "<keyId>prod</keyId><revision>7</revision><minCoverage>50</minCoverage>",
                                "format",
                                "check-format",
                                "check",
                                "test",
                                "bundle"))
                .with("src/main/rego/shop/late.rego", "package shop\nlate:=true\n");
        MavenProjectFolder.Run first = project.mvn("verify");
        assertThat(first.exitCode()).as(first.output()).isZero();
        assertThat(first.output())
                .contains(":format (default)", ":check (default)", ":test (default)", ":bundle (default)")
                .contains("3 policies are right", "test_ann: passed", "1 passed, 0 failed");
        assertThat(project.file("src/main/rego/shop/late.rego")).hasContent("package shop\n\nlate := true");
        assertThat(project.file("target/rego-reports/TEST-rego.xml")).content().contains("tests=\"1\"");
        assertThat(project.file("target/rego-reports/lcov.info")).content().contains("SF:src/main/rego/shop/shop.rego");
        Path file = project.file("target/shop-1-bundle.tar.gz");
        Bundle bundle = Bundle.reader()
                .verifying(Verification.of("prod", SignatureAlgorithm.HS256, secret))
                .read(file);
        assertThat(bundle.revision()).isEqualTo("7");
        assertThat(bundle.modules()).extracting("path").containsExactly("shop/late.rego", "shop/shop.rego");
        byte[] bytes = Files.readAllBytes(file);

        MavenProjectFolder.Run second = project.mvn("verify");
        assertThat(second.exitCode()).isZero();
        assertThat(second.output()).doesNotContain("policies are right", "sha256");
        Files.delete(file);
        assertThat(project.mvn("verify", "-DskipTests").output()).contains("tests are skipped", "sha256");
        assertThat(file).hasBinaryContent(bytes);
        assertThat(project.mvn("verify", "-Drego4j.skip").output())
                .contains("skipped")
                .doesNotContain("test_ann");
    }

    @Test
    void errorsNameFileRowAndColumn() throws Exception {
        project.pom("", plugin("<excludes><exclude>old/**</exclude></excludes>", "check"));
        project.with("src/main/rego/old/left.rego", "package old\n\nx { y }\n");
        assertThat(project.mvn("process-resources").exitCode()).isZero();
        project.with("src/main/rego/shop/bad.rego", "package shop\n\nx := y\n");
        MavenProjectFolder.Run run = project.mvn("process-resources");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output())
                .contains("[ERROR] " + project.file("src/main/rego/shop/bad.rego")
                        + ":3:6: rego_unsafe_var_error: var y is unsafe");
        project.with("src/main/rego/shop/bad.rego", "package shop\n\nx := {\n");
        assertThat(project.mvn("process-resources").output())
                .contains(project.file("src/main/rego/shop/bad.rego") + ":4:0: rego_parse_error: ");
    }

    @Test
    void aTestThatFailsFailsTheBuildWithItsTrace() throws Exception {
        project.pom("", plugin("", "check-format", "test"));
        project.with("src/main/rego/shop/shop_test.rego", TESTS.replace("ann\"", "bob\""));
        MavenProjectFolder.Run run = project.mvn("test");
        assertThat(run.exitCode()).isNotZero();
        assertThat(run.output())
                .contains("[ERROR] src/main/rego/shop/shop_test.rego:5:1: data.shop_test.test_ann is not true")
                .contains("Fail data.shop.allow with input as")
                .contains("1 of 1 tests of policies failed");
        project.with("src/main/rego/shop/shop_test.rego", TESTS + "\n\n\n");
        MavenProjectFolder.Run unformatted = project.mvn("verify");
        assertThat(unformatted.exitCode()).isNotZero();
        assertThat(unformatted.output())
                .contains("[ERROR] " + project.file("src/main/rego/shop/shop_test.rego") + ":1:1: not formatted")
                .contains("mvn rego4j:format mends that");
    }

    @Test
    void aSourceThatIsNotThereIsAnErrorAndNoneIsNone() throws Exception {
        project.pom("", plugin("<sources><source>src/rego</source></sources>", "check"));
        assertThat(project.mvn("process-resources").output())
                .contains(project.file("src/rego") + ": no such folder, but <sources> names it");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        MavenProjectFolder none =
                new MavenProjectFolder(empty).pom("", plugin("", "format", "check", "test", "bundle"));
        MavenProjectFolder.Run run = none.mvn("package");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(run.output()).contains("no policies below src/main/rego");
    }

    @Test
    void migratesByHand() throws Exception {
        project.pom("", plugin("", "check")).with("src/main/rego/shop/old.rego", "package shop\n\nold { input.x }\n");
        String goal = "io.rego4j:rego4j-maven-plugin:" + MavenProjectFolder.VERSION + ":migrate";
        MavenProjectFolder.Run dry = project.mvn(goal, "-Drego4j.dryRun");
        assertThat(dry.output()).contains("v0 -> v1, would be rewritten", "+old if input.x");
        assertThat(project.mvn(goal).exitCode()).isZero();
        assertThat(project.file("src/main/rego/shop/old.rego")).hasContent("package shop\n\nold if input.x");
    }

    @Test
    void goesFromRegoToJavaAndFromJavaToRego() throws Exception {
        project.pom(
                dependency("io.rego4j", "rego4j", MavenProjectFolder.VERSION, "compile"),
                plugin(
                        "<javaPackage>com.example.rules</javaPackage><builders><builder>com.example.Built</builder></builders>",
                        "java",
                        "rego"));
        project.with("src/main/java/com/example/Built.java", """
                package com.example;

                import io.rego4j.ast.RegoModule;
                import java.util.Map;

                class Built {
                    static Map<String, RegoModule> modules() {
                        return Map.of("built/shop.rego", com.example.rules.ShopPolicy.module());
                    }
                }
                """);
        MavenProjectFolder.Run run = project.mvn("process-classes");
        assertThat(run.exitCode()).as(run.output()).isZero();
        assertThat(project.file("target/generated-rego/built/shop.rego")).hasContent(RULES.strip());
        MavenProjectFolder.Run again = project.mvn("process-classes");
        assertThat(again.output()).doesNotContain("ShopPolicy", "built/shop.rego");
    }
}
