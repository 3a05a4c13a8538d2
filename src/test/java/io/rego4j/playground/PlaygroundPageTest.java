package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** The panes and buttons that ask OPA, in a real browser with the real OPA. */
class PlaygroundPageTest extends PageTestBase {
    private static final String BOB = """
            {"method": "PUT", "owner": "bob@hooli.com", "path": ["pets", "pet113-987"], "user": "bob@hooli.com"}
            """;

    @Test
    void thePetstoreIsFollowedStepByStep() throws IOException {
        page.picture("start");
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"allow\" : false\n}");
        assertThat(page.text("#summary")).matches("1 result · [\\d.]+ (µs|ms|s) · OPA 1\\.22\\.4");
        assertThat(lines("covered")).containsExactly(6, 9, 11, 12);
        assertThat(lines("missed")).containsExactly(8);
        page.picture("petstore-false");

        page.paste("#input", BOB);
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"allow\" : true\n}");
        assertThat(lines("missed")).containsExactly(6);
        page.picture("petstore-true");

        page.view("tree");
        assertThat(page.text("#tree"))
                .contains("Package", "package application.authz", "Default rule", "Head", "Name", "Body");
        assertThat(page.editor("#ast-json")).contains("\"package\"");
        page.picture("petstore-tree");
        page.view("java");
        assertThat(page.editor("#java")).contains("module(\"application.authz\")", "defaultRule(\"allow\", false)");
        page.picture("petstore-java");
    }

    /** The rows that the editor shows in the colour of a kind of coverage. */
    private List<Integer> lines(String kind) {
        @SuppressWarnings("unchecked")
        List<Long> rows = (List<Long>) page.script(
                "return [...document.querySelectorAll('#policy .cm-line')].flatMap((l, i) =>"
                        + " l.classList.contains('cm-' + arguments[0]) ? [i + 1] : [])",
                kind);
        return rows.stream().map(Long::intValue).toList();
    }

    @Test
    void undefinedFalseAndErrorLookDifferent() throws IOException {
        ask("data.application.authz.allow");
        assertThat(page.find("#summary").getAttribute("class")).isEqualTo("summary false");
        assertThat(page.text("#says")).isEqualTo("false: the rule was decided, and its value is false.");
        ask("data.application.authz.deny");
        assertThat(page.find("#summary").getAttribute("class")).isEqualTo("summary undefined");
        assertThat(page.text("#summary")).startsWith("0 results");
        assertThat(page.text("#says"))
                .isEqualTo("undefined: no rule gave a value for this input. That is neither false nor an error.");
        page.picture("undefined");
        ask("data.application.authz.allow + x");
        assertThat(page.find("#summary").getAttribute("class")).isEqualTo("summary error");
        assertThat(page.text("#errors")).contains("rego_unsafe_var_error: var x is unsafe");
        page.picture("error");
    }

    private void ask(String query) {
        page.script("document.querySelector('#query').value = ''");
        page.find("#query").sendKeys(query);
        page.evaluate();
    }

    @Test
    void onlyTheSelectedExpressionIsEvaluated() {
        page.select("input.user == input.owner");
        page.andWait("evaluated", () -> page.click("#evaluate-selection"));
        assertThat(page.text("#says")).startsWith("false:");
        page.select("input.owner");
        page.andWait("evaluated", () -> page.click("#evaluate-selection"));
        assertThat(page.editor("#value")).isEqualTo("\"bob@hooli.com\"");
    }

    @Test
    void theTraceTellsTheEventsAndLeadsToTheirRows() throws IOException {
        page.evaluate();
        page.andWait("traced", () -> page.click("#tab-trace"));
        assertThat(page.text("#trace")).contains("Fail input.user = input.owner", "petstore.rego:12");
        page.picture("trace");
        page.andWait("traced", () -> page.choose("#explain", "fails"));
        assertThat(page.text("#trace")).contains("Fail input.user = input.owner");
        page.all("#trace .fail button").get(0).click();
        assertThat(page.text("#policy .cm-activeLine")).contains("input.user == input.owner");
    }

    @Test
    void printShowsWhatThePolicyPrints() {
        page.paste("#policy", "package a\n\np if print(\"user is\", input.user)\n");
        page.evaluate();
        page.click("#tab-print");
        assertThat(page.text("#printed")).isEqualTo("user is alice@hooli.com");
        assertThat(page.text("#tab-print")).isEqualTo("Print (1)");
    }

    @Test
    void strictErrorsEndTheEvaluation() {
        page.paste("#policy", "package a\n\np := 1 / 0\n");
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{ }");
        page.andWait("evaluated", () -> page.click("#strict-errors"));
        assertThat(page.text("#errors")).contains("petstore.rego:3:6 eval_builtin_error: div: divide by zero");
    }

    @Test
    void partialEvaluationShowsTheConditionsThatAreLeft() throws IOException {
        page.andWait("evaluated", () -> page.choose("#example", "filter"));
        assertThat(page.editor("#value")).contains("1").contains("2").doesNotContain("3");
        page.andWait("reduced", () -> page.click("#tab-partial"));
        assertThat(page.text("#partial-says")).matches("(One condition is|\\d+ conditions are) left.*");
        assertThat(page.editor("#partial-text")).contains("tenant");
        page.picture("partial");
    }

    @Test
    void theTestsOfTheOpenModulesRun() throws IOException {
        page.andWait("evaluated", () -> page.choose("#example", "roles"));
        page.andWait("tested", () -> page.click("#tab-tests"));
        assertThat(page.text("#tests-summary")).isEqualTo("3 of 3 passed · OPA 1.22.4");
        page.picture("tests");
        page.paste("#policy", "package app.rbac\n\nallow := true\n");
        page.andWait("tested", () -> page.click("#run-tests"));
        assertThat(page.text("#tests-summary")).isEqualTo("2 of 3 passed · OPA 1.22.4");
        assertThat(page.text("#tests")).contains("FAILED data.app.rbac_test.test_nobody_else_may_do_anything");
    }

    @Test
    void eachExampleEvaluatesWithoutAProblem() {
        for (String example : List.of("hello", "roles", "kubernetes", "jwt", "filter", "petstore")) {
            page.andWait("evaluated", () -> page.choose("#example", example));
            assertThat(page.find("#summary").getAttribute("class")).as(example).isEqualTo("summary value");
            page.waitFor(() -> page.text("#problems-summary").equals("No problems"), "no problems in " + example);
        }
        page.andWait("evaluated", () -> page.choose("#example", "hello"));
        assertThat(page.editor("#value")).contains("\"message\" : \"Hello, world!\"");
        page.andWait("evaluated", () -> page.choose("#example", "jwt"));
        assertThat(page.editor("#value")).contains("\"allow\" : true");
    }

    @Test
    void inputAndDataMayBeYaml() {
        page.paste("#input", "method: PUT\nowner: bob\npath: [pets, p1]\nuser: bob\n");
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"allow\" : true\n}");
        assertThat(page.text("#input-kind")).isEqualTo("YAML");
        page.paste("#input", "method: [PUT\n");
        page.evaluate();
        assertThat(page.text("#errors")).contains("yaml: line 1");
    }

    @Test
    void aPolicyThatSearchesForeverIsCancelled() {
        page.paste(
                "#policy",
                "package a\n\np := count([x | some i in numbers.range(1, 30000); some j in numbers.range(1, 30000); x := i + j])\n");
        long before = page.counter("evaluated");
        page.click("#evaluate");
        page.waitFor(() -> page.find("#cancel").isEnabled(), "the button to cancel");
        page.click("#cancel");
        page.waitFor(() -> page.counter("evaluated") > before, "the end of the evaluation");
        assertThat(page.text("#says")).startsWith("ended: the evaluation was cancelled");
        page.paste("#policy", "package a\n\np := 1\n");
        page.evaluate();
        assertThat(page.editor("#value")).contains("\"p\" : 1");
    }

    @Test
    void controlEnterEvaluatesWhereverTheFocusIs() {
        for (String css : List.of("#policy .cm-content", "#input .cm-content", "#query", "#example")) {
            page.script("document.querySelector(arguments[0]).focus()", css);
            page.andWait("evaluated", () -> page.chord(Keys.CONTROL, Keys.ENTER));
            assertThat(page.editor("#value")).as(css).contains("\"allow\" : false");
        }
        assertThat(page.editor("#policy")).startsWith("package application.authz\n");
    }
}
