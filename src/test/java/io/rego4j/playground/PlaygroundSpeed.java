package io.rego4j.playground;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.openqa.selenium.Keys;

/**
 * Measures what a person waits for; no test, as times depend on the machine. Arguments: the launcher, to measure the start.
 *
 * <p>A key stroke counts from the event in the page to the errors shown, with a policy of 1,000 lines.
 */
public final class PlaygroundSpeed {
    private static final int STROKES = 60;
    private static final int STARTS = 9;

    private PlaygroundSpeed() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        PrintStream out = System.out;
        try (Page page = Page.open(Playground.builder())) {
            out.println("key stroke to errors, 1,000 lines: " + strokes(page));
            if (arguments.length > 0) {
                out.println("start to a usable page: " + starts(page, arguments[0]));
            }
        }
    }

    private static String strokes(Page page) {
        StringBuilder policy = new StringBuilder("package big\n\n");
        for (int i = 0; policy.toString().lines().count() < 996; i++) {
            policy.append("rule_" + i + " contains name if {\n\tsome name, role in input.users\n\tinput.limit > " + i
                    + "\n\tstartswith(role, \"a\")\n}\n\n");
        }
        page.andWait("checked", () -> page.paste("#policy", policy + "# "));
        page.chord(Keys.CONTROL, Keys.END);
        page.script("window.strokes = []; let began = 0;"
                + "document.querySelector('#policy .cm-content').addEventListener('keydown', () => { began = performance.now(); }, true);"
                + "new MutationObserver(() => { if (began) { window.strokes.push(performance.now() - began); began = 0; } })"
                + ".observe(document.body, {attributes: true, attributeFilter: ['data-checked']});");
        for (int i = 0; i < STROKES; i++) {
            long before = page.counter("checked");
            page.keys("x");
            page.waitFor(() -> page.counter("checked") > before, "the errors");
        }
        @SuppressWarnings("unchecked")
        List<Number> times = (List<Number>) page.script("return window.strokes");
        // The first strokes warm the JVM, as they do for a person.
        return summary(times.stream().map(Number::doubleValue).skip(10).toList());
    }

    private static String starts(Page page, String launcher) throws IOException, InterruptedException {
        List<Double> times = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            long began = System.nanoTime();
            Process process = new ProcessBuilder(launcher, "playground", "--no-browser", "--port", "0").start();
            String address = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))
                    .readLine();
            page.browser.get(address);
            page.waitFor(() -> "true".equals(page.script("return document.body.dataset.ready")), "the page");
            times.add((System.nanoTime() - began) / 1e6);
            process.destroy();
            process.waitFor();
        }
        return summary(times.subList(1, times.size()));
    }

    private static String summary(List<Double> times) {
        List<Double> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        return String.format(
                "median %.0f ms, 95 of 100 below %.0f ms (%d times)",
                sorted.get(sorted.size() / 2), sorted.get((int) (sorted.size() * 0.95)), sorted.size());
    }
}
