package io.rego4j.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectUniqueId;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.platform.engine.DiscoverySelector;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The engine, run by JUnit's own test kit on policies of which some tests fail. */
@DisabledIfSystemProperty(
        named = "rego4j.quick",
        matches = "true",
        disabledReason = "these tests need an opa, which -Pquick does without")
class RegoTestEngineTest {
    private static final String RULES = "src/test/resources/io/rego4j/junit/";
    private static final String APP = RULES + "app/app_test.rego";
    private static final String CLASS = "[engine:rego4j]/[class:" + App.class.getName() + "]";

    @Tag("policies")
    @RegoTests(RULES + "app")
    static class App {}

    @RegoTests("classpath:io/rego4j/junit/app")
    static class FromResources {}

    @RegoTests(RULES + "broken")
    static class Broken {}

    @RegoTests(RULES + "empty")
    static class Empty {}

    @RegoTests("no/such/folder")
    static class Nowhere {}

    @Disabled
    @RegoTests(RULES + "app")
    static class Off {}

    @RegoTests(value = RULES + "covered", minCoverage = 90, coverageFolder = "target/rego-coverage-test")
    static class Covered {}

    @RegoTests(value = RULES + "covered", coverage = true, coverageFolder = "target/rego-coverage-test")
    static class Measured {}

    @RegoTests(value = RULES + "app", minCoverage = 99, coverageFolder = "target/rego-coverage-test")
    static class CoveredDespiteFailures {}

    static class Plain {}

    private static EngineExecutionResults run(DiscoverySelector... selectors) {
        return EngineTestKit.engine("rego4j").selectors(selectors).execute();
    }

    private static List<String> outcomes(EngineExecutionResults results) {
        return results.allEvents().stream()
                .filter(event -> event.getTestDescriptor().isTest())
                .flatMap(event -> event
                        .getPayload(TestExecutionResult.class)
                        .map(result -> event.getTestDescriptor().getDisplayName() + " " + result.getStatus())
                        .or(() -> event.getType().toString().equals("SKIPPED")
                                ? Optional.of(event.getTestDescriptor().getDisplayName() + " SKIPPED")
                                : Optional.empty())
                        .stream())
                .toList();
    }

    private static String message(EngineExecutionResults results, String name) {
        return results.allEvents().stream()
                .filter(event -> event.getTestDescriptor().getDisplayName().equals(name))
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .map(Throwable::getMessage)
                .findFirst()
                .orElse("no failure of " + name);
    }

    @Test
    void makesATestOfEachTestRuleAndOfEachCase() {
        assertThat(outcomes(run(selectClass(App.class))))
                .containsExactly(
                        "test_ann SUCCESSFUL",
                        "test_bob FAILED",
                        "todo_test_later SKIPPED",
                        "test_cases[ann] SUCCESSFUL",
                        "test_cases[carl and co] FAILED",
                        "test_grid[x][p] SUCCESSFUL",
                        "test_grid[x][q] SUCCESSFUL",
                        "test_grid[y][p] SUCCESSFUL",
                        "test_grid[y][q] FAILED",
                        "test_conflict FAILED",
                        "test_twice SUCCESSFUL",
                        "test_twice#01 FAILED",
                        "nested.test_deep SUCCESSFUL");
    }

    @Test
    void tellsWhyATestFailedWithValuesAndTrace() {
        EngineExecutionResults results = run(selectClass(App.class));
        assertThat(message(results, "test_bob"))
                .startsWith(APP + ":7: data.app_test.test_bob is not true\n")
                .containsPattern("app_test.rego:11 +\\| \\| Fail got = true +\\{got: false}\n")
                .endsWith("\n\n    " + APP + ":11:\n      \tgot == true\n      \t|\n      \tfalse");
        assertThat(message(results, "test_cases[carl and co]"))
                .startsWith(APP + ":16: data.app_test.test_cases[carl and co] is not true\n")
                .contains("tc.want: true")
                .doesNotContain("Enter");
        assertThat(message(results, "test_conflict"))
                .isEqualTo(APP + ":30: data.app_test.test_conflict ended with an error\n    " + APP
                        + ":31: eval_conflict_error: object keys must be unique");
    }

    @Test
    void placesEachTestInItsFile() {
        Event bob = run(selectClass(App.class)).allEvents().stream()
                .filter(event -> event.getTestDescriptor().getDisplayName().equals("test_bob"))
                .findFirst()
                .orElseThrow();
        FileSource source = (FileSource) bob.getTestDescriptor().getSource().orElseThrow();
        assertThat(source.getFile()).isEqualTo(Path.of(APP).toAbsolutePath().toFile());
        assertThat(source.getPosition().orElseThrow().getLine()).isEqualTo(7);
        assertThat(bob.getTestDescriptor().getUniqueId())
                .hasToString(CLASS + "/[file:" + APP.replace("/", "%2F") + "]/[rule:data.app_test.test_bob]");
        StackTraceElement top = run(selectClass(App.class)).testEvents().failed().stream()
                .flatMap(event -> event.getPayload(TestExecutionResult.class).stream())
                .flatMap(result -> result.getThrowable().stream())
                .findFirst()
                .orElseThrow()
                .getStackTrace()[0];
        assertThat(top).hasToString("data.app_test.test_bob(app_test.rego:7)");
    }

    @Test
    void runsOnlyWhatAnIdOrAPatternNames() {
        String file = CLASS + "/[file:" + APP.replace("/", "%2F") + "]";
        assertThat(outcomes(run(selectUniqueId(file + "/[rule:data.app_test.test_ann]"))))
                .containsExactly("test_ann SUCCESSFUL");
        assertThat(outcomes(run(selectUniqueId(file + "/[rule:data.app_test.test_grid]/[case:y]"))))
                .containsExactly("test_grid[y][p] SUCCESSFUL", "test_grid[y][q] FAILED");
        assertThat(outcomes(run(selectUniqueId(CLASS)))).hasSize(13);
        assertThat(outcomes(run(selectUniqueId(file + "/[rule:data.app_test.test_ann]"), selectClass(App.class))))
                .hasSize(13);
        EngineExecutionResults matching = EngineTestKit.engine("rego4j")
                .selectors(selectClass(App.class))
                .configurationParameter(RegoTestEngine.RUN, "app_test\\.test_(ann|twice)$")
                .execute();
        assertThat(outcomes(matching)).containsExactly("test_ann SUCCESSFUL", "test_twice SUCCESSFUL");
    }

    @Test
    void printsWhatATestPrints() {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            run(selectClass(App.class));
        } finally {
            System.setOut(before);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("asking for bob\n");
    }

    @Test
    void readsPoliciesAndDataFromTheClassPath() {
        assertThat(outcomes(run(selectClass(FromResources.class))))
                .contains("test_ann SUCCESSFUL", "test_bob FAILED")
                .hasSize(13);
    }

    @Test
    void failsForWhatIsNoRegoForNoTestsAndForAFolderThatIsNotThere() {
        EngineExecutionResults broken = run(selectClass(Broken.class));
        assertThat(outcomes(broken)).containsExactly(RULES + "broken/half.rego FAILED");
        assertThat(message(broken, RULES + "broken/half.rego"))
                .startsWith(RULES + "broken/half.rego:4:0: rego_parse_error: ");
        EngineExecutionResults empty = run(selectClass(Empty.class));
        assertThat(message(empty, "tests"))
                .isEqualTo("no rule below " + RULES + "empty has a name that starts with test_");
        EngineExecutionResults nowhere = run(selectClass(Nowhere.class));
        assertThat(message(nowhere, "policies"))
                .isEqualTo("no/such/folder: no such file or folder; the working folder is "
                        + Path.of("").toAbsolutePath());
    }

    @Test
    void measuresCoverageAndFailsBelowTheThreshold() throws IOException {
        EngineExecutionResults results = run(selectClass(Covered.class), selectClass(Measured.class));
        assertThat(outcomes(results))
                .containsExactly(
                        "test_ann SUCCESSFUL", "coverage FAILED", "test_ann SUCCESSFUL", "coverage SUCCESSFUL");
        assertThat(message(results, "coverage"))
                .startsWith("40.00 % of the lines are covered, 90.00 % are wanted\n")
                .contains(RULES + "covered/shop.rego:5: not covered: 5, 6, 7");
        Path folder = Path.of("target/rego-coverage-test", Covered.class.getName());
        assertThat(Files.readString(folder.resolve("lcov.info")))
                .contains("SF:" + RULES + "covered/shop.rego\nDA:3,1\n");
        assertThat(Files.readString(folder.resolve("cobertura.xml")))
                .contains(
                        "filename=\"" + RULES + "covered/shop.rego\"",
                        "<line number=\"7\" hits=\"0\" branch=\"false\"/>");
    }

    @Test
    void measuresCoverageWhereTestsFailAsWell() {
        EngineExecutionResults results = run(selectClass(CoveredDespiteFailures.class));
        assertThat(outcomes(results)).contains("coverage FAILED");
        assertThat(message(results, "coverage"))
                .isEqualTo("70.37 % of the lines are covered, 99.00 % are wanted\n"
                        + "    not measured: what only these tests reach, which ended with an error:"
                        + " [data.app_test.test_conflict]\n"
                        + "    " + RULES + "app/app.rego:7: not covered: 7, 9\n"
                        + "    " + RULES + "app/app_test.rego:7: not covered: 7, 14, 30, 31, 32, 37");
        assertThat(Path.of("target/rego-coverage-test", CoveredDespiteFailures.class.getName(), "lcov.info"))
                .content()
                .contains("SF:" + RULES + "app/app.rego\n");
    }

    @Test
    void leavesOtherClassesAloneAndSkipsDisabledOnes() {
        assertThat(outcomes(run(selectClass(Plain.class)))).isEmpty();
        EngineExecutionResults off = run(selectClass(Off.class));
        assertThat(outcomes(off)).isEmpty();
        off.containerEvents().assertStatistics(stats -> stats.skipped(1));
    }

    @Test
    void hasTheTagsOfItsClass() {
        assertThat(run(selectClass(App.class)).allEvents().stream()
                        .map(event -> event.getTestDescriptor().getTags().toString())
                        .distinct())
                .contains("[policies]");
    }
}
