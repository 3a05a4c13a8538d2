package io.rego4j.internal.go;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes maps, lists, strings, numbers, booleans and null as the JSON that OPA hashes: maps, which are sorted by key, in their
 * order, no white space, strings escaped as Go's encoder does without HTML escaping.
 */
public final class CanonicalJson {
    private final OutputStream out;

    public CanonicalJson(OutputStream out) {
        this.out = out;
    }

    public void write(@Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> object) {
            out.write('{');
            Iterator<? extends Map.Entry<?, ?>> entries = object.entrySet().iterator();
            while (entries.hasNext()) {
                Map.Entry<?, ?> entry = entries.next();
                string((String) entry.getKey());
                out.write(':');
                write(entry.getValue());
                if (entries.hasNext()) {
                    out.write(',');
                }
            }
            out.write('}');
        } else if (value instanceof List<?> array) {
            out.write('[');
            for (int i = 0; i < array.size(); i++) {
                if (i > 0) {
                    out.write(',');
                }
                write(array.get(i));
            }
            out.write(']');
        } else if (value instanceof String text) {
            string(text);
        } else {
            out.write(String.valueOf(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void string(String text) throws IOException {
        if (isPlain(text)) {
            out.write('"');
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.write('"');
            return;
        }
        StringBuilder escaped = new StringBuilder(text.length() + 2);
        GoQuote.appendJson(escaped, GoBytes.replaceLoneSurrogates(text), false);
        out.write(escaped.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** True for a text without surrogates and without characters to escape. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || c >= '\u2028') {
                return false;
            }
        }
        return true;
    }
}
