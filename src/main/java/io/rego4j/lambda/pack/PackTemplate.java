package io.rego4j.lambda.pack;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The templates of the pack's files. {@code @@NAME@@} stands for a value; lines between {@code @@if flag} and {@code @@end} are
 * only for packs with that flag. Values are inserted without escapes: {@link PackSettings} and {@link AllowedRoute} admit only
 * characters that have no meaning in a shell, Docker, YAML, Markdown and Rego within the quotes around them.
 */
public final class PackTemplate {
    private static final Pattern VALUE = Pattern.compile("@@([A-Z0-9_]+)@@");

    private final Map<String, String> values;
    private final Set<String> flags;

    public PackTemplate(Map<String, String> values, Set<String> flags) {
        this.values = values;
        this.flags = flags;
    }

    /** A template file without any replacement. */
    public static String raw(String name) {
        try (InputStream in = PackTemplate.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the library lacks its file " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A file with the values of this pack. */
    public String render(String name) {
        StringBuilder text = new StringBuilder();
        Deque<Boolean> kept = new ArrayDeque<>(List.of(true));
        for (String line : raw(name).split("(?<=\n)")) {
            if (line.startsWith("@@if ")) {
                kept.push(kept.element()
                        && flags.contains(line.substring("@@if ".length()).strip()));
            } else if (line.startsWith("@@end")) {
                kept.pop();
            } else if (kept.element()) {
                text.append(VALUE.matcher(line).replaceAll(match -> Matcher.quoteReplacement(value(match.group(1)))));
            }
        }
        return text.toString();
    }

    private String value(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new IllegalStateException("no value for " + key);
        }
        return value;
    }

    /** An indented text, for a place within YAML; without the line feed at its end. */
    public static String indented(String text, int columns) {
        return text.strip().indent(columns).stripTrailing();
    }
}
