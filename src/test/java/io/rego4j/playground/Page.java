package io.rego4j.playground;

import static org.assertj.core.api.Assumptions.assumeThat;

import io.rego4j.opa.OpaBinary;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.JavascriptExecutor;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.TimeoutException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.WebDriverWait;

/** The page of a playground in a real browser. */
final class Page implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final boolean MAC = System.getProperty("os.name").contains("Mac");

    final ChromeDriver browser;
    final Playground playground;

    private Page(ChromeDriver browser, Playground playground) {
        this.browser = browser;
        this.playground = playground;
    }

    /** Starts a playground and a browser; skips the test where there is no Chromium. */
    static Page open(Playground.Builder builder) throws IOException {
        Optional<Path> chromium = program("chromium", "chromium-browser", "google-chrome");
        Optional<Path> driver = program("chromedriver");
        assumeThat(chromium)
                .as("Chromium on the PATH: apt-get install chromium chromium-driver")
                .isPresent();
        assumeThat(driver)
                .as("chromedriver on the PATH: apt-get install chromium-driver")
                .isPresent();
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium.get().toFile());
        options.addArguments("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en");
        LoggingPreferences logging = new LoggingPreferences();
        logging.enable(LogType.BROWSER, Level.ALL);
        options.setCapability("goog:loggingPrefs", logging);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(driver.get().toFile())
                .usingAnyFreePort()
                .build();
        Playground playground = builder.port(0).opa(binary()).start();
        try {
            Page page = new Page(new ChromeDriver(service, options), playground);
            page.size(1280, 720);
            page.load("");
            return page;
        } catch (RuntimeException e) {
            playground.close();
            throw e;
        }
    }

    private static Supplier<OpaBinary> binary() {
        OpaBinary binary = OpaBinary.find();
        return () -> binary;
    }

    static Optional<Path> program(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Sets the size of what is shown, not of the window. */
    void size(int width, int height) {
        browser.executeCdpCommand(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        browser.manage().window().setSize(new Dimension(width, height));
    }

    /** Loads the page anew, with what the browser has kept. */
    void load(String fragment) {
        browser.get("about:blank");
        browser.get(playground.uri() + fragment);
        waitFor(() -> "true".equals(script("return document.body.dataset.ready")), "the page to be ready");
        waitFor(() -> counter("checked") > 0, "the first check");
    }

    /** Loads the page as at the first time. */
    void loadFresh() {
        // A page of the same origin that keeps nothing: the one before is gone when the storage is cleared.
        browser.get(playground.uri() + "vendor/licences.txt");
        script("localStorage.clear()");
        load("");
    }

    Object script(String script, Object... arguments) {
        return ((JavascriptExecutor) browser).executeScript(script, arguments);
    }

    WebElement find(String css) {
        return browser.findElement(By.cssSelector(css));
    }

    List<WebElement> all(String css) {
        return browser.findElements(By.cssSelector(css));
    }

    void click(String css) {
        find(css).click();
    }

    String text(String css) {
        return String.valueOf(script("return document.querySelector(arguments[0]).textContent", css));
    }

    /** Runs a script with {@code view}, the editor of a place, and {@code arguments}. */
    private Object inEditor(String css, String script, Object... arguments) {
        return browser.executeAsyncScript(
                "const [css, given, done] = arguments; import(new URL('vendor/codemirror.js', location)).then(m => {"
                        + " const view = m.EditorView.findFromDOM(document.querySelector(css));"
                        + " const [a] = given; " + script + " });",
                css,
                List.of(arguments));
    }

    /** The text of an editor. */
    String editor(String css) {
        return String.valueOf(inEditor(css, "done(view ? view.state.doc.toString() : '')"));
    }

    /** Replaces the text of an editor, as by pasting. */
    void paste(String css, String text) {
        WebElement content = find(css + " .cm-content");
        script("arguments[0].focus()", content);
        content.sendKeys(Keys.chord(MAC ? Keys.COMMAND : Keys.CONTROL, "a"));
        script(
                "const data = new DataTransfer(); data.setData('text/plain', arguments[1]);"
                        + "arguments[0].dispatchEvent(new ClipboardEvent('paste',"
                        + " {clipboardData: data, bubbles: true, cancelable: true}))",
                content,
                text);
    }

    /** Selects the first place of a text in the policy. */
    void select(String text) {
        Object found = inEditor(
                "#policy",
                "const at = view.state.doc.toString().indexOf(a);"
                        + " if (at >= 0) { view.focus(); view.dispatch({selection: {anchor: at, head: at + a.length}, scrollIntoView: true}); }"
                        + " done(at >= 0)",
                text);
        if (!Boolean.TRUE.equals(found)) {
            throw new AssertionError("the policy has no " + text);
        }
    }

    void keys(CharSequence... keys) {
        new Actions(browser).sendKeys(keys).perform();
    }

    void chord(Keys modifier, CharSequence key) {
        new Actions(browser).keyDown(modifier).sendKeys(key).keyUp(modifier).perform();
    }

    long counter(String name) {
        return Long.parseLong(String.valueOf(script("return document.body.dataset[arguments[0]] ?? '0'", name)));
    }

    /** Does something and waits until the page has counted one more of what follows from it. */
    void andWait(String counter, Runnable work) {
        long before = counter(counter);
        work.run();
        waitFor(() -> counter(counter) > before, "one more " + counter);
    }

    void evaluate() {
        andWait("evaluated", () -> click("#evaluate"));
    }

    /** Shows a form of the module. */
    void view(String id) {
        andWait("viewed", () -> click("#tab-" + id));
    }

    void choose(String css, String value) {
        script(
                "arguments[0].value = arguments[1]; arguments[0].dispatchEvent(new Event('change', {bubbles: true}))",
                find(css),
                value);
    }

    void waitFor(Supplier<Boolean> condition, String what) {
        try {
            new WebDriverWait(browser, PATIENCE)
                    .ignoring(StaleElementReferenceException.class)
                    .pollingEvery(Duration.ofMillis(30))
                    .until(ignored -> condition.get());
        } catch (TimeoutException e) {
            throw new AssertionError("waited for " + what + "; the page says: " + text("#note"), e);
        }
    }

    /** What the browser has to complain of since the last call. */
    List<String> complaints() {
        return browser.manage().logs().get(LogType.BROWSER).getAll().stream()
                .filter(entry -> entry.getLevel().intValue() >= Level.WARNING.intValue())
                .map(LogEntry::getMessage)
                // The browser asks for an icon of the text that loadFresh opens.
                .filter(message -> !message.contains("/favicon.ico "))
                .toList();
    }

    /** Keeps a picture of the page where pictures are asked for: {@code -Drego4j.screenshots=FOLDER}. */
    void picture(String name) throws IOException {
        String folder = System.getProperty("rego4j.screenshots");
        if (folder != null) {
            Path file = Path.of(folder, name + ".png");
            Files.createDirectories(file.getParent());
            Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
        }
    }

    @Override
    public void close() {
        browser.quit();
        playground.close();
    }
}
