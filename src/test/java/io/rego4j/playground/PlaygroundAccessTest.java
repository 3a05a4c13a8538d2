package io.rego4j.playground;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;

/** Who can use the page: by keyboard, by screen reader, in light and dark, on a phone; and that it stays on this machine. */
class PlaygroundAccessTest extends PageTestBase {
    private static final Path AXE = Path.of("src/main/playground/node_modules/axe-core/axe.min.js");

    /** What axe finds serious or critical. */
    private List<?> findings() throws IOException {
        page.script(Files.readString(AXE) + "; window.axe = axe;");
        return (List<?>)
                page.browser.executeAsyncScript(
                        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(r => done(r.violations"
                                + ".filter(v => ['serious', 'critical'].includes(v.impact))"
                                + ".map(v => v.id + ': ' + v.nodes.map(n => n.target + ' ' + n.any.map(a => a.message).join(' ')).join(' | '))))");
    }

    @Test
    void axeFindsNothingSeriousInAnyState() throws IOException {
        assumeThat(AXE).as("axe-core: run npm ci in src/main/playground").exists();
        for (String theme : List.of("light", "dark")) {
            page.choose("#theme", theme);
            page.evaluate();
            assertThat(findings()).as(theme).isEmpty();
            for (String view : List.of("tree", "java", "formatted", "stages", "migrate", "bundle")) {
                page.click("#tab-" + view);
                page.waitFor(() -> page.find("#panel-" + view).isDisplayed(), view);
                page.script("return new Promise(done => setTimeout(done, 250))");
                assertThat(findings()).as(theme + " " + view).isEmpty();
            }
            page.andWait("traced", () -> page.click("#tab-trace"));
            assertThat(findings()).as(theme + " trace").isEmpty();
            for (String answer : List.of("print", "tests", "partial")) {
                page.click("#tab-" + answer);
                page.script("return new Promise(done => setTimeout(done, 250))");
                assertThat(findings()).as(theme + " " + answer).isEmpty();
            }
            page.andWait("checked", () -> page.paste("#policy", "package a\n\np if x > 1\n"));
            page.evaluate();
            page.waitFor(() -> !page.all("#problems li").isEmpty(), "the problem");
            assertThat(findings()).as(theme + " error").isEmpty();
            page.click("#download");
            assertThat(findings()).as(theme + " dialog").isEmpty();
            page.click("#dialog-cancel");
            page.loadFresh();
        }
    }

    @Test
    void darkColoursAreDark() throws IOException {
        page.choose("#theme", "dark");
        page.evaluate();
        assertThat(page.script("return getComputedStyle(document.body).backgroundColor"))
                .isEqualTo("rgb(22, 25, 29)");
        page.view("tree");
        page.picture("dark");
        page.load("");
        assertThat(page.script("return document.documentElement.dataset.theme")).isEqualTo("dark");
    }

    @Test
    void thePetstoreIsFollowedByKeyboardAlone() {
        page.script("document.activeElement.blur()");
        tabTo("#evaluate");
        page.andWait("evaluated", () -> page.keys(Keys.ENTER));
        assertThat(page.editor("#value")).contains("\"allow\" : false");
        tabTo("#input .cm-content");
        page.chord(Keys.CONTROL, "f");
        page.keys("alice", Keys.ENTER, Keys.ESCAPE);
        page.keys("bob");
        page.andWait("evaluated", () -> page.chord(Keys.CONTROL, Keys.ENTER));
        assertThat(page.editor("#input")).contains("\"user\": \"bob@hooli.com\"");
        assertThat(page.editor("#value")).contains("\"allow\" : true");
        tabTo("#tab-tree");
        page.andWait("viewed", () -> page.keys(Keys.ENTER));
        assertThat(page.find("#tree").isDisplayed()).isTrue();
        page.andWait("viewed", () -> page.keys(Keys.ARROW_RIGHT));
        assertThat(page.find("#java").isDisplayed()).isTrue();
    }

    /** Presses Tab until an element has the focus: every element that can be used comes in its turn. */
    private void tabTo(String css) {
        for (int i = 0; i < 120; i++) {
            page.keys(Keys.TAB);
            if (Boolean.TRUE.equals(page.script("return document.activeElement.matches(arguments[0])", css))) {
                page.waitFor(
                        () -> "solid"
                                .equals(page.script(
                                        "const e = document.activeElement.closest('.cm-editor') ?? document.activeElement;"
                                                + " return getComputedStyle(e).outlineStyle")),
                        "the outline of " + css);
                return;
            }
        }
        throw new AssertionError("Tab never comes to " + css);
    }

    @Test
    void theSizesAreChangedWithKeysAndByDragging() {
        long before = width("#left");
        page.script("document.querySelector('.splitter[data-orientation=vertical]').focus()");
        page.keys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
        assertThat(width("#left")).isGreaterThan(before + 80);
        new org.openqa.selenium.interactions.Actions(page.browser)
                .dragAndDropBy(page.find(".splitter[data-orientation=vertical]"), -300, 0)
                .perform();
        assertThat(width("#left")).isLessThan(before);
    }

    private long width(String css) {
        return Math.round(
                ((Number) page.script("return document.querySelector(arguments[0]).getBoundingClientRect().width", css))
                        .doubleValue());
    }

    @Test
    void aPhoneShowsOneColumnWithoutScrollingSideways() throws IOException {
        try {
            page.size(390, 844);
            page.loadFresh();
            page.evaluate();
            assertThat(page.editor("#value")).contains("\"allow\" : false");
            assertThat((Long) page.script("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            page.view("tree");
            assertThat((Long) page.script("return document.documentElement.scrollWidth"))
                    .isLessThanOrEqualTo(390);
            page.script("scrollTo(0, 0)");
            page.picture("phone");
            if (Files.exists(AXE)) {
                assertThat(findings()).isEmpty();
            }
        } finally {
            page.size(1280, 720);
        }
    }

    @Test
    void nothingIsWantedFromAnotherServerAndNothingMayBe() throws IOException {
        page.evaluate();
        @SuppressWarnings("unchecked")
        List<String> loaded =
                (List<String>) page.script("return performance.getEntriesByType('resource').map(e => e.name)");
        assertThat(loaded)
                .isNotEmpty()
                .allMatch(name -> name.startsWith(page.playground.uri().toString()));
        AtomicInteger asked = new AtomicInteger();
        HttpServer other = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        other.createContext("/", exchange -> {
            asked.incrementAndGet();
            exchange.close();
        });
        other.start();
        try {
            String address = "http://127.0.0.1:" + other.getAddress().getPort() + "/";
            Object said = page.browser.executeAsyncScript(
                    "const [address, done] = arguments; const image = new Image(); image.src = address;"
                            + " fetch(address).then(() => done('sent'), () => done('refused'))",
                    address);
            assertThat(said).isEqualTo("refused");
            assertThat(asked).hasValue(0);
            assertThat(page.complaints())
                    .isNotEmpty()
                    .allMatch(line -> line.contains("Content Security Policy") || line.contains("violates"));
        } finally {
            other.stop(0);
        }
    }
}
