package io.rego4j.codegen;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Java side of the built-ins: the method and the sentence for each, from {@code builtins.txt}. */
final class BuiltinTable {
    private static final String RESOURCE = "builtins.txt";

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

    /** Read once. */
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

    private static BuiltinTable read() {
        try (InputStream in = BuiltinTable.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the library's jar");
            }
            Map<String, Row> rows = new LinkedHashMap<>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        String[] cells = line.split(" \\| ", 3);
                        rows.put(cells[0], new Row(cells[1], cells[2]));
                    });
            return new BuiltinTable(rows);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
