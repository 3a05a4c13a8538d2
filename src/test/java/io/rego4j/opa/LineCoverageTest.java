package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.bundle.Bundle;
import io.rego4j.opa.Coverage.FileCoverage;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines that decisions inside the JVM evaluate, held against those of {@code opa eval --coverage}. */
class LineCoverageTest {
    private static final OpaOptions COUNTED = OpaOptions.defaults().coverage(true);

    private static final String POLICY = """
            package app

            default allow := false

            allow if {
                some role in input.roles
                granted[role]
                not suspended
            }

            granted contains role if {
                some role, tasks in data.roles
                count([task |
                    some task in tasks
                    task != "none"
                ]) > 0
            }

            suspended if {
                every day in input.days {
                    day > 5
                }
                input.days != []
            }

            level(x) := "high" if {
                x > 10
            } else := "low" if {
                x > 5
            } else := "none"

            levels[name] := level(size) if {
                some name, size in input.sizes
            }

            unused(x) := y if {
                y := x + 1
            }

            always if {
                true
                input.roles
            }
            """;
    private static final String INPUT = "{\"roles\": [\"dev\"], \"days\": [1, 7], \"sizes\": {\"a\": 7}}";

    private static Policies policies() {
        return Policies.none().module("app.rego", POLICY).data("data.roles", java.util.Map.of("dev", List.of("build")));
    }

    private static FileCoverage lines(Coverage coverage) {
        return coverage.files().get("app.rego");
    }

    @Test
    void linesAreThoseThatOpaEvalCounts(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("app.rego"), POLICY);
        Files.writeString(folder.resolve("data.json"), "{\"roles\": {\"dev\": [\"build\"]}}");
        Files.writeString(folder.resolve("input.json"), INPUT);
        String answer = OpaProgram.run(
                folder, "eval", "--coverage", "--data=app.rego", "--data=data.json", "--input=input.json", "data.app");
        FileCoverage opa =
                lines(Coverage.read(new ObjectMapper().readTree(answer).path("coverage"), ""));

        try (Opa inProcess = Opa.inProcess(COUNTED).load(policies())) {
            inProcess.decide("data.app", Input.json(INPUT)).orElseThrow();
            FileCoverage ours = lines(inProcess.coverage());
            assertThat(ours.covered()).isEqualTo(opa.covered());
            assertThat(ours.notCovered()).isEqualTo(opa.notCovered());
        }
    }

    @Test
    void decisionsAddUpUntilPoliciesAreLoadedAgain() {
        try (Opa opa = Opa.inProcess(COUNTED).load(policies())) {
            assertThat(lines(opa.coverage()).covered()).isEmpty();
            opa.decide("data.app.levels", Input.json("{\"sizes\": {\"a\": 11}}"));
            assertThat(lines(opa.coverage()).covered()).contains(26, 27).doesNotContain(28, 29, 30, 5);
            opa.decide("data.app.levels", Input.json("{\"sizes\": {\"a\": 7}}"));
            assertThat(lines(opa.coverage()).covered()).contains(26, 27, 28, 29).doesNotContain(30, 5);
            opa.load(policies());
            assertThat(opa.coverage().percent()).isZero();
        }
    }

    @Test
    void nothingIsCountedUnlessThatIsAskedFor() {
        try (Opa opa = Opa.inProcess().load(policies())) {
            opa.decide("data.app.allow", Input.json(INPUT));
            assertThat(opa.coverage()).isEqualTo(Coverage.NONE);
        }
    }

    @Test
    void aPlanThatWasMadeBeforeHasNoLines(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("app.rego"), POLICY);
        OpaProgram.run(folder, "build", "--target=plan", "--entrypoint=app/allow", "--output=b.tar.gz", "app.rego");
        try (Opa opa = Opa.inProcess(COUNTED)
                .load(Bundle.read(folder.resolve("b.tar.gz")).toPolicies())) {
            assertThat(opa.coverage().files()).isEmpty();
            assertThat(opa.coverage().missing())
                    .isEqualTo(
                            "lines are counted in modules that are planned when they are loaded, not in a plan that was made"
                                    + " before");
        }
    }

    @Test
    void anEngineThatCountsNoLinesNamesTheOneThatDoes() {
        try (Opa opa = Opa.command().load(policies())) {
            assertThatThrownBy(opa::coverage)
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessage("this engine does not count lines:"
                            + " Opa.inProcess(OpaOptions.defaults().coverage(true)) does");
        }
    }
}
