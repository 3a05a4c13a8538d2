package io.rego4j.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The Java method and the Javadoc sentence of each built-in, from {@code builtins.txt}. */
final class BuiltinTable {
    /** The placeholder for the sentence of a new built-in. */
    static final String UNWRITTEN = "What it does is still to be said.";

    private static final String RESOURCE = "builtins.txt";
    private static final String COMMENT = "#";
    private static final String BAR_TEXT = " | ";
    private static final String BAR = " \\| ";

    private final Map<String, Row> rows;

    private BuiltinTable(Map<String, Row> rows) {
        this.rows = Collections.unmodifiableMap(rows);
    }

    /**
     * One built-in.
     *
     * @param method the Java method
     * @param sentence its Javadoc
     */
    record Row(String method, String sentence) {}

    /** Loads the table on first use. */
    private static final class Loaded {
        static final BuiltinTable TABLE = read();
    }

    static BuiltinTable get() {
        return Loaded.TABLE;
    }

    /** The row of a built-in; null if there is none. */
    @Nullable
    Row row(String builtin) {
        return rows.get(builtin);
    }

    /** The table in a text, a line for each built-in. */
    static BuiltinTable of(String text) {
        Map<String, Row> rows = new LinkedHashMap<>();
        text.lines().filter(line -> !line.startsWith(COMMENT)).forEach(line -> {
            String[] cells = line.split(BAR, 3);
            rows.put(cells[0], new Row(cells[1], cells[2]));
        });
        return new BuiltinTable(rows);
    }

    /** The text of the table for these built-ins: new ones get a line with {@link #UNWRITTEN}, others are removed. */
    static String completed(String text, Collection<String> builtins) {
        Map<String, String> lines = new LinkedHashMap<>();
        StringBuilder completed = new StringBuilder();
        text.lines().forEach(line -> {
            if (line.startsWith(COMMENT)) {
                completed.append(line).append('\n');
            } else {
                lines.put(line.substring(0, line.indexOf(BAR_TEXT)), line);
            }
        });
        for (String name : new TreeSet<>(builtins)) {
            String line = lines.getOrDefault(name, String.join(BAR_TEXT, name, javaName(name), UNWRITTEN));
            completed.append(line).append('\n');
        }
        return completed.toString();
    }

    /** A name of Rego in camel case: {@code array.is_empty} is {@code arrayIsEmpty}. */
    static String javaName(String name) {
        StringBuilder camel = new StringBuilder();
        for (String word : name.split("[._]")) {
            camel.append(camel.isEmpty() ? word : Character.toUpperCase(word.charAt(0)) + word.substring(1));
        }
        return camel.toString();
    }

    private static BuiltinTable read() {
        try (InputStream in = BuiltinTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the library's jar");
            }
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
