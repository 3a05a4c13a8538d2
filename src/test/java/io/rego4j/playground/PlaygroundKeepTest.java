package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is kept: in the browser, in a link, on the disk; and documents too large for an editor. */
class PlaygroundKeepTest extends PageTestBase {
    @TempDir
    private Path folder;

    private void everythingChanged() {
        page.paste("#policy", "package über\n\np := input.x + data.y\n");
        page.paste("#input", "{\"x\": \"\u00e4\u4e2d\ud83d\ude42\"}");
        page.paste("#data", "y: 2\n");
        page.find("#query").sendKeys("data[\"über\"].p");
        page.click("#coverage");
        page.click("#module-new");
        page.waitFor(() -> page.find("#dialog").isDisplayed(), "the dialog");
        page.click("#dialog-ok");
        page.waitFor(() -> page.text("#modules").equals("petstore.regopolicy.rego"), "the new module");
        page.choose("#version", "v2");
    }

    private void everythingIsThere() {
        assertThat(page.text("#modules")).isEqualTo("petstore.regopolicy.rego");
        assertThat(page.editor("#policy")).isEqualTo("package example\n\n");
        page.click("#modules button:nth-child(1)");
        assertThat(page.editor("#policy")).isEqualTo("package über\n\np := input.x + data.y\n");
        assertThat(page.editor("#input")).isEqualTo("{\"x\": \"\u00e4\u4e2d\ud83d\ude42\"}");
        assertThat(page.editor("#data")).isEqualTo("y: 2\n");
        assertThat(page.find("#query").getAttribute("value")).isEqualTo("data[\"über\"].p");
        assertThat(page.find("#coverage").isSelected()).isFalse();
        assertThat(page.find("#version").getAttribute("value")).isEqualTo("v2");
    }

    @Test
    void aReloadedPageShowsWhatItShowed() {
        everythingChanged();
        page.waitFor(
                () -> String.valueOf(page.script("return localStorage.getItem('rego4j-playground')"))
                        .contains("\"v2\""),
                "the state to be kept");
        page.load("");
        everythingIsThere();
    }

    @Test
    void aLinkHoldsAllOfItAndNoToken() {
        everythingChanged();
        page.click("#share");
        page.waitFor(() -> page.script("return document.body.dataset.link") != null, "the link");
        String link = String.valueOf(page.script("return document.body.dataset.link"));
        assertThat(link)
                .startsWith("http://127.0.0.1:")
                .contains("/#p1=")
                .doesNotContain(page.playground.uri().getPath());
        page.loadFresh();
        assertThat(page.editor("#policy")).startsWith("package application.authz");
        page.load(link.substring(link.indexOf('#')));
        everythingIsThere();
        assertThat(page.browser.getCurrentUrl()).isEqualTo(page.playground.uri().toString());

        page.loadFresh();
        page.click("#open");
        page.waitFor(() -> page.find("#dialog").isDisplayed(), "the dialog");
        page.script("document.querySelector('#dialog input').value = arguments[0]", link);
        page.click("#dialog-ok");
        page.waitFor(() -> page.text("#modules").equals("petstore.regopolicy.rego"), "the opened link");
        everythingIsThere();
    }

    @Test
    void aDamagedLinkOpensNothing() {
        page.load("#p1=AAAA");
        assertThat(page.text("#note")).isEqualTo("The link is damaged: nothing was opened.");
        assertThat(page.editor("#policy")).startsWith("package application.authz");
    }

    @Test
    void aStateThatIsNoneIsPassedOver() {
        page.script("localStorage.setItem('rego4j-playground', '{\"modules\": 3}')");
        page.load("");
        assertThat(page.editor("#policy")).startsWith("package application.authz");
    }

    @Test
    void aLargeDocumentIsUsedWithoutBeingShown() throws IOException {
        Path file = folder.resolve("data.json");
        Files.writeString(file, "{\"users\": [" + "\"somebody\", ".repeat(4_300_000) + "\"last\"]}");
        assertThat(Files.size(file)).isGreaterThan(50_000_000);
        page.script("document.querySelector('#file').hidden = false");
        page.paste("#policy", "package a\n\np := count(data.users)\n");
        // The button opens the system's own dialog: here the file is given to what that would fill.
        page.script("document.querySelector('#file').click = () => {}; document.querySelector('#data-load').click()");
        page.find("#file").sendKeys(file.toString());
        page.waitFor(
                () -> page.text("#data-kind")
                        .equals("data.json, " + String.format(java.util.Locale.ROOT, "%.1f", fileSize(file) / 1e6)
                                + " MB, not shown"),
                "the large document");
        page.evaluate();
        assertThat(page.text("#says")).isEmpty();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"p\" : 4300001\n}");
        page.andWait("checked", () -> page.paste("#policy", "package a\n\np := data.users[0]\n"));
        page.evaluate();
        assertThat(page.editor("#value")).isEqualTo("{\n  \"p\" : \"somebody\"\n}");
    }

    private static long fileSize(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void openedFilesAreSavedWhenThatIsConfirmed() throws IOException {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\n\np := data.x\n");
        Path data = Files.writeString(folder.resolve("data.json"), "{\"x\": 7}");
        try (Page opened = Page.open(Playground.builder().files(List.of(policy, data)))) {
            assertThat(opened.editor("#policy")).isEqualTo("package a\n\np := data.x\n");
            opened.evaluate();
            assertThat(opened.editor("#value")).isEqualTo("{\n  \"p\" : 7\n}");
            opened.paste("#policy", "package a\n\np := data.x + 1\n");
            opened.click("#save");
            opened.waitFor(() -> opened.find("#dialog").isDisplayed(), "the question");
            opened.picture("save");
            opened.click("#dialog-cancel");
            assertThat(policy).hasContent("package a\n\np := data.x\n");
            opened.click("#save");
            opened.click("#dialog-ok");
            opened.waitFor(() -> opened.text("#note").startsWith("Saved: "), "the file to be saved");
            assertThat(Files.readString(policy, StandardCharsets.UTF_8)).isEqualTo("package a\n\np := data.x + 1\n");
            assertThat(data).hasContent("{\"x\": 7}");
            opened.paste("#data", "{\"x\": 8}");
            opened.click("#save");
            opened.waitFor(() -> opened.find("#dialog").isDisplayed(), "the question");
            assertThat(opened.text("#dialog li")).endsWith("data.json");
            opened.click("#dialog-ok");
            opened.waitFor(() -> opened.text("#note").endsWith("data.json."), "the document to be saved");
            assertThat(data).hasContent("{\"x\": 8}");
            opened.click("#save");
            opened.waitFor(() -> opened.text("#note").startsWith("Nothing to save"), "nothing to save");
        }
    }

    @Test
    void savingKeepsTheEndsOfLines() throws IOException {
        Path policy = Files.writeString(folder.resolve("a.rego"), "package a\r\n\r\np := 1\r\n");
        try (Page opened = Page.open(Playground.builder().files(List.of(policy)))) {
            opened.paste("#policy", "package a\n\np := 2\n");
            opened.click("#save");
            opened.click("#dialog-ok");
            opened.waitFor(() -> opened.text("#note").startsWith("Saved: "), "the file to be saved");
            assertThat(Files.readString(policy)).isEqualTo("package a\r\n\r\np := 2\r\n");
        }
    }

    @Test
    void aPageThatIsLeftOpenSaysWhenThePlaygroundHasEnded() throws IOException {
        try (Page left = Page.open(Playground.builder())) {
            left.playground.close();
            left.evaluate();
            assertThat(left.text("#errors")).startsWith("The playground does not answer: has rego4j been ended?");
            left.paste("#policy", "package still_here\n");
            assertThat(left.editor("#policy")).isEqualTo("package still_here\n");
        }
    }
}
