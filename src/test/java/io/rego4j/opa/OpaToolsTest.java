package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import io.rego4j.source.Diagnostic;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpaToolsTest {
    private static final Policies TESTED = Policies.none()
            .module("lib.rego", "package lib\n\ndouble(x) := 2 * x\n\nunused if {\n\tinput.never\n}\n")
            .module("lib_test.rego", """
                    package lib_test

                    import data.lib

                    test_right if lib.double(2) == 4

                    test_wrong if {
                        x := lib.double(3)
                        x == 7
                    }

                    todo_test_later if true

                    test_cases[name] if {
                        some name, n in {"one": 2, "two": 5}
                        lib.double(1) == n
                    }
                    """);

    private final OpaTools tools = OpaTools.find();

    @Test
    void placesDiagnosticsInTheSourcesOfTheModules() {
        List<Diagnostic> found = tools.check(Policies.none()
                .module("good.rego", "package a\n\nx := 1\n")
                .module("not a file name?", "package b\n\nü := \"é\"; y := unknown\n"));
        assertThat(found).hasSize(1);
        assertThat(tools.check(TESTED)).isEmpty();
        List<Diagnostic> unsafe = tools.check(Policies.none().module("../odd name", "package b\n\ny := unknown\n"));
        assertThat(unsafe).singleElement().satisfies(diagnostic -> {
            assertThat(diagnostic.code()).isEqualTo("rego_unsafe_var_error");
            assertThat(diagnostic.span()).hasToString("../odd name:3:6");
        });
    }

    @Test
    void checksAgainstSchemasAndStrictly(@TempDir Path folder) throws Exception {
        Path schema = Files.writeString(
                folder.resolve("input.json"), "{\"type\":\"object\",\"properties\":{\"user\":{\"type\":\"string\"}}}");
        Policies policies = Policies.none().module("p.rego", "package p\n\nallow if input.usr == \"x\"\n");
        assertThat(tools.check(policies)).isEmpty();
        assertThat(tools.check(policies, false, schema))
                .singleElement()
                .satisfies(diagnostic -> assertThat(diagnostic.message()).contains("undefined ref: input.usr"));
        Policies unused = Policies.none().module("p.rego", "package p\n\nf(x) := 1\n\ny := z if { z := 1; w := 2 }\n");
        assertThat(tools.check(unused)).isEmpty();
        assertThat(tools.check(unused, true, null)).isNotEmpty();
    }

    @Test
    void tellsTheResultOfEachTestWithTheTraceOfAFailure() {
        TestReport report = tools.test(TESTED, true);
        assertThat(report.isSuccess()).isFalse();
        assertThat(report.results())
                .extracting(result -> result.name() + " " + result.outcome())
                .containsExactlyInAnyOrder(
                        "test_right PASSED", "test_wrong FAILED", "todo_test_later SKIPPED", "test_cases FAILED");
        TestReport.Result wrong = report.results().stream()
                .filter(result -> result.name().equals("test_wrong"))
                .findFirst()
                .orElseThrow();
        assertThat(wrong.file()).isEqualTo("lib_test.rego");
        assertThat(wrong.row()).isEqualTo(7);
        assertThat(wrong.trace()).anyMatch(line -> line.contains("Fail x = 7"));
        assertThat(report.toTree())
                .contains(
                        "data.lib_test\n", "├── test_right: passed\n", "    ├── one: passed\n", "    └── two: failed\n")
                .endsWith("1 passed, 2 failed, 0 errors, 1 skipped\n");
        assertThat(report.toJUnitXml())
                .contains("<testsuite name=\"data.lib_test\" tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\">")
                .contains("<failure message=\"not true for two\"/>");
    }

    @Test
    void tellsTheCoverageOfEachLine() {
        Policies passing = TESTED.module(
                "lib_test.rego", "package lib_test\n\nimport data.lib\n\ntest_right if lib.double(2) == 4\n");
        Coverage coverage = tools.test(passing, true).coverage();
        assertThat(coverage.files().get("lib.rego").covered()).contains(3);
        assertThat(coverage.files().get("lib.rego").notCovered()).contains(6);
        assertThat(coverage.reaches(10)).isTrue();
        assertThat(coverage.reaches(100)).isFalse();
    }

    @Test
    void tellsTheCoverageWhereATestFails() {
        Policies passing = TESTED.module(
                "lib_test.rego", "package lib_test\n\nimport data.lib\n\ntest_right if lib.double(2) == 4\n");
        Coverage whole = tools.test(passing, true).coverage();
        TestReport failing =
                tools.test(passing.module("bad_test.rego", "package bad_test\n\ntest_wrong if 1 == 2\n"), true);
        assertThat(failing.isSuccess()).isFalse();
        assertThat(failing.coverage().files().get("lib.rego"))
                .isEqualTo(whole.files().get("lib.rego"));
        assertThat(failing.coverage().missing()).isEmpty();

        TestReport broken = tools.test(
                passing.module(
                        "bad_test.rego",
                        "package bad_test\n\ntest_wrong if x == 1\n\nx := 1 if data.lib\n\nx := 2 if data.lib\n"),
                true);
        assertThat(broken.coverage().files().get("lib.rego"))
                .isEqualTo(whole.files().get("lib.rego"));
        assertThat(broken.coverage().missing())
                .isEqualTo("what only these tests reach, which ended with an error: [data.bad_test.test_wrong]");
    }

    @Test
    void refusesToTestWhatDoesNotCompile() {
        assertThatThrownBy(() -> tools.test(Policies.none().module("p.rego", "package p\n\nx := y\n")))
                .hasMessageContaining("p.rego:3: rego_unsafe_var_error");
    }

    @Test
    void measuresAQuery() {
        // OPA takes its time for a measurement: one tells all.
        JsonNode answer = tools.bench(TESTED, "data.lib.double(input.n)", Input.json("{\"n\": 4}"));
        assertThat(answer.path("N").asLong()).isPositive();
        assertThat(answer.path("T").asLong()).isPositive();
        assertThat(answer.path("MemAllocs").asLong()).isPositive();
        assertThatThrownBy(() -> tools.bench(TESTED, "data.lib.unused", Input.none()))
                .isInstanceOf(OpaException.class)
                .hasMessageContaining("undefined");
    }

    @Test
    void profilesAQuery() {
        JsonNode answer = tools.profile(TESTED, "data.lib.double(4)", Input.none());
        assertThat(answer.path("profile").path(0).path("num_eval").asInt()).isPositive();
        assertThat(OpaJson.tree(Map.of("a", 1)).toString()).isEqualTo("{\"a\":1}");
    }
}
