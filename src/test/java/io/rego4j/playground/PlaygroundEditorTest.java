package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** What helps while one writes a policy. */
class PlaygroundEditorTest extends PageTestBase {
    private void type(String policy) {
        page.andWait("checked", () -> page.paste("#policy", policy));
    }

    /** Waits until the problems are those of the text that was typed last. */
    private void problems(String... wanted) {
        page.waitFor(
                () -> page.all("#problems li").stream()
                        .map(each -> each.getText())
                        .toList()
                        .equals(List.of(wanted)),
                "the problems " + List.of(wanted) + ", not " + page.text("#problems"));
    }

    @Test
    void errorsComeWhileOneTypesWithOpasWordsAndLeadToTheirPlace() throws IOException {
        type("package a\n\np if {\n\tx > 1\n}\n");
        problems("petstore.rego:4:2 rego_unsafe_var_error: var x is unsafe");
        assertThat(page.text("#problems-summary")).isEqualTo("1 problem");
        assertThat(page.text("#policy .cm-lintRange-error")).isEqualTo("x > 1");
        page.picture("problem");
        page.click("#problems button");
        assertThat(page.text("#policy .cm-activeLine")).isEqualTo("\tx > 1");
        type("package a\n\np if {\n");
        problems("petstore.rego:4:0 rego_parse_error: unexpected eof token");
        type("package a\n\np := 1\n");
        problems();
    }

    @Test
    void aFunctionThatIsNoneAndAWrongTypeAreSeenAtOnce() {
        type("package a\n\np := sprint(\"x\")\n\nq := count(1)\n");
        page.waitFor(
                () -> page.text("#problems").contains("rego_type_error: undefined function sprint"), "the type error");
    }

    @Test
    void completionKnowsInputFieldsBuiltinsRulesAndKeywords() throws IOException {
        assertThat(completions("package a\n\np if input.")).containsExactly("method", "owner", "path", "user");
        assertThat(completions("package a\n\np if io.jwt.")).contains("decode", "decode_verify", "verify_hs256");
        assertThat(completions("package a\n\nmy_own_rule := 1\n\np if my_ow")).containsExactly("my_own_rule");
        assertThat(completions("package a\n\np if startsw")).containsExactly("startswith");
        page.picture("completion");
        assertThat(completions("package a\n\np if { eve")).contains("every");
    }

    @Test
    void completionKnowsTheRulesOfOtherModules() {
        page.andWait("evaluated", () -> page.choose("#example", "roles"));
        assertThat(completions("package b\n\nimport data.app\n\np if app.rbac_test.te"))
                .contains("test_an_admin_may_do_everything");
        assertThat(completions("package b\n\np if data.app.")).contains("rbac_test");
    }

    /** What is offered at the end of a text whose last letters are typed. */
    private List<String> completions(String text) {
        String before = text.substring(0, text.length() - 1);
        type(before);
        // Names of other modules and of this one are those of the last check.
        page.script("return new Promise(done => setTimeout(done, 200))");
        page.keys(Keys.ESCAPE);
        page.chord(Keys.CONTROL, Keys.END);
        page.keys(text.substring(text.length() - 1));
        page.waitFor(() -> !offered().isEmpty(), "completions of " + text);
        return offered();
    }

    @SuppressWarnings("unchecked")
    private List<String> offered() {
        return (List<String>)
                page.script(
                        "return [...document.querySelectorAll('.cm-tooltip-autocomplete .cm-completionLabel')].map(e => e.textContent)");
    }

    @Test
    void nothingIsOfferedInAComment() {
        type("package a\n\n# star");
        page.chord(Keys.CONTROL, Keys.END);
        page.keys("t");
        page.chord(Keys.CONTROL, Keys.SPACE);
        page.script("return new Promise(done => setTimeout(done, 300))");
        assertThat(offered()).isEmpty();
    }

    @Test
    void hoverShowsWhatABuiltinAndAnInputFieldAre() throws IOException {
        type("package a\n\np := sprintf(\"%s\", [input.owner])\n");
        page.waitFor(() -> page.all("#policy .tok-builtin").size() == 1, "the colour of the built-in");
        hover("#policy .tok-builtin");
        assertThat(page.text(".cm-tooltip .tooltip"))
                .startsWith("sprintf(format, values)")
                .contains("formatted");
        page.picture("hover");
        hover("#policy .cm-gutters");
        page.waitFor(() -> page.all(".cm-tooltip .tooltip").isEmpty(), "the end of the hover");
        List<?> properties = page.all("#policy .tok-property");
        assertThat(properties).hasSize(1);
        hover("#policy .tok-property");
        assertThat(page.text(".cm-tooltip .tooltip")).isEqualTo("input.owner\"bob@hooli.com\"");
    }

    private void hover(String css) {
        new Actions(page.browser).moveToElement(page.find(css)).perform();
        if (!css.endsWith("gutters")) {
            page.waitFor(() -> !page.all(".cm-tooltip .tooltip").isEmpty(), "the hover of " + css);
        }
    }

    @Test
    void theDefinitionOfARuleIsFoundInThisModuleAndInAnother() {
        page.andWait("evaluated", () -> page.choose("#example", "roles"));
        page.select("if user_is_admin");
        page.keys(Keys.F12);
        page.waitFor(() -> page.text("#policy .cm-activeLine").startsWith("user_is_admin if"), "the rule");
        page.click("#modules button:nth-child(2)");
        page.select("rbac.allow");
        page.keys(Keys.F12);
        page.waitFor(
                () -> page.text("#policy .cm-activeLine").equals("default allow := false"),
                "the rule of the other module");
        assertThat(page.text("#modules [aria-selected=true]")).isEqualTo("roles.rego");
    }

    @Test
    void renamingChangesARuleInAllModulesAndAVariableInItsRule() throws IOException {
        page.andWait("evaluated", () -> page.choose("#example", "roles"));
        page.select("allow");
        rename("permitted");
        page.waitFor(
                () -> page.editor("#policy").contains("default permitted := false\n\npermitted if user_is_admin"),
                "the new name");
        page.click("#modules button:nth-child(2)");
        page.waitFor(
                () -> page.editor("#policy").contains("not rbac.permitted with input"),
                "the new name in the other module");
        assertThat(page.editor("#policy")).doesNotContain("rbac.allow");
        page.click("#modules button:nth-child(1)");
        page.select("some role");
        rename("function");
        page.waitFor(
                () -> page.editor("#policy")
                        .contains(
                                "some function in data.user_roles[input.user]\n\tsome grant in data.role_grants[function]"),
                "the new name of the variable");
        page.picture("renamed");
        page.waitFor(() -> page.text("#problems-summary").equals("No problems"), "no problems");
    }

    private void rename(String name) {
        page.keys(Keys.F2);
        page.waitFor(() -> page.find("#dialog").isDisplayed(), "the dialog");
        page.waitFor(
                () -> "true"
                        .equals(String.valueOf(page.script(
                                "return getSelection().toString() !== '' || document.activeElement.selectionEnd > 0"))),
                "the old name to be selected");
        page.script("document.activeElement.value = ''");
        page.keys(name, Keys.ENTER);
    }

    @Test
    void aNameThatIsTakenIsRefused() {
        page.andWait("evaluated", () -> page.choose("#example", "roles"));
        page.select("user_grants");
        rename("allow");
        page.waitFor(
                () -> page.text("#note").equals("not renamed: data.app.rbac.allow is there already"), "the refusal");
        assertThat(page.complaints()).singleElement().asString().contains("api/rename", "400");
    }

    @Test
    void formatWritesWhatOpaWrites() {
        type("package a\np   :=  1\n");
        page.click("#format");
        page.waitFor(() -> page.editor("#policy").equals("package a\n\np := 1\n"), "the formatted text");
    }

    @Test
    void theVersionDecidesWhatIsRego() {
        type("package a\n\np if true or false\n");
        page.waitFor(
                () -> page.text("#problems-summary").contains("problem")
                        && !page.text("#problems-summary").startsWith("No"),
                "an error in v1");
        page.choose("#version", "v2");
        page.waitFor(() -> page.text("#problems-summary").equals("No problems"), "none in v2");
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"p\" : true\n}");
        page.choose("#version", "v0");
        type("package a\n\np { true }\n");
        problems();
    }

    @Test
    void modulesAreAddedRenamedAndTakenAway() {
        page.click("#module-new");
        page.waitFor(() -> page.find("#dialog").isDisplayed(), "the dialog");
        page.script("document.querySelector('#dialog input').value = ''");
        page.keys("other", Keys.ENTER);
        page.waitFor(() -> page.text("#modules").equals("petstore.regoother.rego"), "the tab");
        type("package other\n\nimport data.application.authz\n\nyes := authz.allow\n");
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"yes\" : false\n}");
        page.click("#module-rename");
        page.script("document.querySelector('#dialog input').value = ''");
        page.keys("second.rego", Keys.ENTER);
        page.waitFor(() -> page.text("#modules").equals("petstore.regosecond.rego"), "the new name");
        page.click("#module-delete");
        page.click("#dialog-ok");
        page.waitFor(() -> page.text("#modules").equals("petstore.rego"), "one tab");
        assertThat(page.editor("#policy")).startsWith("package application.authz");
    }
}
