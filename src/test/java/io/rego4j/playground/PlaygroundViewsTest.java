package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.SignatureAlgorithm;
import io.rego4j.bundle.Verification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.interactions.Actions;

/** The other forms of a module, in a real browser. */
class PlaygroundViewsTest extends PageTestBase {
    @TempDir
    private Path folder;

    @Test
    void aNodeLightsUpItsTextAndTheTextItsNode() throws IOException {
        page.view("tree");
        new Actions(page.browser)
                .moveToElement(page.browser.findElement(
                        org.openqa.selenium.By.xpath("//*[@id='tree']//span[@class='node'][code='allow := false']")))
                .perform();
        page.waitFor(() -> !page.all("#policy .cm-lit").isEmpty(), "the lit text");
        assertThat(page.text("#policy .cm-lit")).isEqualTo("allow := false");
        page.picture("tree");
        page.select("\"PUT\"");
        page.waitFor(
                () -> page.text("#tree [aria-selected=true] > .node").equals("String\"PUT\""), "the selected node");
    }

    @Test
    void theTreeIsWalkedWithTheKeyboard() {
        page.view("tree");
        page.script("document.querySelector('#tree [role=treeitem]').focus()");
        page.keys(Keys.ARROW_DOWN);
        assertThat(focused()).startsWith("Package");
        page.keys(Keys.END);
        String last = focused();
        page.keys(Keys.HOME);
        assertThat(focused()).startsWith("Module");
        assertThat(last).doesNotStartWith("Module");
        page.keys(Keys.ARROW_LEFT, Keys.ARROW_DOWN);
        assertThat(focused()).startsWith("Module");
        page.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(focused()).startsWith("Package");
    }

    private String focused() {
        return String.valueOf(page.script("return document.activeElement.querySelector('.node')?.textContent ?? ''"));
    }

    @Test
    void aBrokenModuleIsDrawnAsFarAsItCouldBeRead() {
        page.view("tree");
        page.andWait("viewed", () -> page.paste("#policy", "package a\n\np := 1\n\nq := +\n"));
        page.waitFor(() -> page.text("#tree-says").startsWith("Read as far as it goes:"), "the note");
        assertThat(page.text("#tree")).contains("p := 1");
    }

    @Test
    void theJavaFollowsTheText() {
        page.view("java");
        page.andWait("viewed", () -> page.paste("#policy", "package a\n\np := 42\n"));
        page.waitFor(() -> page.editor("#java").contains("rule(\"p\")"), "the builder's code");
        assertThat(page.editor("#java")).contains("class PetstorePolicy", "42");
    }

    @Test
    void theFormattedTextSaysWhyItIsNotOpas() throws IOException {
        page.view("formatted");
        assertThat(page.text("#formatted-says")).isEqualTo("As opa fmt writes it, and as it stands.");
        page.andWait("viewed", () -> page.paste("#policy", "package a\np   :=  1\n"));
        page.waitFor(() -> page.text("#formatted-says").equals("As opa fmt writes it."), "the new text");
        assertThat(page.editor("#formatted")).isEqualTo("package a\n\np := 1\n");
    }

    @Test
    void eachStageOfTheCompilerIsShown() throws IOException {
        page.view("stages");
        assertThat(page.editor("#stage-text")).contains("input.path = [\"pets\", __local0__]");
        page.choose("#stage", "8");
        assertThat(page.text("#stage option:checked")).startsWith("RewriteLocalVars");
        assertThat(page.text("#stage-says")).isEqualTo("Changed by this stage: marked below.");
        assertThat(page.editor("#stage-text")).contains("__local");
        page.picture("stages");
        page.andWait("viewed", () -> page.paste("#policy", "package a\n\np if x\n"));
        page.waitFor(
                () -> page.text("#stage-says")
                        .startsWith("The compiler stops after CheckSafetyRuleBodies: var x is unsafe"),
                "the error, not " + page.text("#stage-says"));
    }

    @Test
    void anOldPolicyIsMigratedWithTheDifferenceShown() throws IOException {
        page.andWait("checked", () -> page.choose("#version", "v0"));
        page.view("migrate");
        page.andWait(
                "viewed",
                () -> page.paste("#policy", "package hello\n\nhello = m { m := data.greetings[input.lang] }\n"));
        page.waitFor(
                () -> page.text("#migrate-says").equals("Read as v0. Written as v1:"),
                "the migration, not " + page.text("#migrate-says"));
        assertThat(page.text("#migrated"))
                .contains("hello := m if m := data.greetings[input.lang]", "hello = m { m :=");
        page.picture("migrate");
        page.click("#migrate-take");
        page.waitFor(() -> page.editor("#policy").contains("hello := m if m := "), "the new text");
        assertThat(page.find("#version").getAttribute("value")).isEqualTo("v1");
        page.waitFor(() -> page.text("#problems-summary").equals("No problems"), "no problems");
        page.choose("#migrate-to", "v2");
        page.waitFor(() -> page.text("#migrate-says").startsWith("Read as v1."), "the next migration");
    }

    @Test
    void theBundleIsDownloadedSigned() throws IOException {
        downloadsGoTo(folder);
        page.click("#tab-bundle");
        page.click("#bundle-signed");
        page.find("#field-revision").sendKeys("r1");
        page.find("#field-secret-or-private-key-in-pem").sendKeys("a secret");
        page.picture("bundle");
        page.click("#bundle-download");
        Path file = downloaded("bundle.tar.gz");
        Bundle bundle = Bundle.reader()
                .verifying(Verification.of("default", SignatureAlgorithm.HS256, "a secret"))
                .read(file);
        assertThat(bundle.revision()).isEqualTo("r1");
        assertThat(bundle.modules()).hasSize(1);
    }

    @Test
    void theFolderIsDownloaded() throws IOException {
        downloadsGoTo(folder);
        page.evaluate();
        page.click("#download");
        page.click("#dialog-ok");
        assertThat(downloaded("policies.zip")).isNotEmptyFile();
    }

    private void downloadsGoTo(Path folder) {
        page.browser.executeCdpCommand(
                "Browser.setDownloadBehavior", Map.of("behavior", "allow", "downloadPath", folder.toString()));
    }

    private Path downloaded(String name) {
        Path file = folder.resolve(name);
        page.waitFor(() -> Files.exists(file), "the file " + name);
        return file;
    }
}
