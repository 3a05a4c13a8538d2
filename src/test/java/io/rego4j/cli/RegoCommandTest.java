package io.rego4j.cli;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.rule;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.Bundle;
import io.rego4j.testing.CommandLineTester;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegoCommandTest {
    private static final String THIS = RegoCommandTest.class.getName();

    @TempDir
    Path folder;

    static RegoModule shop() {
        return module("app.shop").add(rule("open").when(input("hour").gt(8))).build();
    }

    static List<RegoModule> twice() {
        return List.of(shop(), shop());
    }

    static Map<String, Object> all() {
        return Map.of(
                "rules/shop.rego", shop(),
                "shop.tar.gz", Bundle.builder().module("shop.rego", shop()).build());
    }

    static Map<String, Object> outside() {
        return Map.of("../shop.rego", shop());
    }

    static String text() {
        return "package x";
    }

    static RegoModule failing() {
        throw new IllegalStateException("no modules today");
    }

    private CommandLineTester run(String method) {
        return CommandLineTester.run("rego", "--out", folder.toString(), THIS + "#" + method);
    }

    @Test
    void writesAModuleWhereItsPackageSaysAndLeavesItAloneTheNextTime() throws Exception {
        CommandLineTester first = run("shop");
        Path file = folder.resolve("app/shop.rego");
        assertThat(first.exitCode()).isZero();
        assertThat(first.out()).isEqualTo(file + "\n");
        assertThat(file).hasContent("package app.shop\n\nopen if input.hour > 8");
        CommandLineTester second = run("shop");
        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).isEmpty();
    }

    @Test
    void writesModulesAndBundlesAtTheirPaths() throws Exception {
        assertThat(run("all").exitCode()).isZero();
        assertThat(folder.resolve("rules/shop.rego")).isRegularFile();
        assertThat(Bundle.read(folder.resolve("shop.tar.gz")).modules()).hasSize(1);
    }

    @Test
    void saysWhyNothingIsWritten() throws Exception {
        assertThat(run("twice").err())
                .isEqualTo("error: " + THIS + "#twice: two files have the path app/shop.rego: give a Map with paths\n");
        assertThat(run("outside").err())
                .contains("the path \"../shop.rego\" must lead below the folder and end in .rego");
        assertThat(run("text").err()).contains("gives a java.lang.String where a RegoModule, or a Bundle at a path");
        assertThat(run("failing").err()).contains("failed: java.lang.IllegalStateException: no modules today");
        assertThat(run("none").err()).isEqualTo("error: " + THIS + " has no static method none() without parameters\n");
        CommandLineTester missing = CommandLineTester.run("rego", "--out", folder.toString(), "no.Such");
        assertThat(missing.err()).isEqualTo("error: there is no class no.Such on the class path\n");
        assertThat(missing.exitCode()).isEqualTo(1);
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
