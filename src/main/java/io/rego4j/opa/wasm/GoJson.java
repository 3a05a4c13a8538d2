package io.rego4j.opa.wasm;

import io.rego4j.opa.engine.RegoValue;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** JSON as Go's encoder writes it: keys in their order, and some characters escaped that need not be. */
final class GoJson {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String LETTERS = "\"\\bfnrt";

    private final StringBuilder out = new StringBuilder();
    private final @Nullable String newLine;
    private final String indent;

    private GoJson(@Nullable String newLine, String indent) {
        this.newLine = newLine;
        this.indent = indent;
    }

    /** On one line. */
    static String compact(@Nullable Object value) {
        return new GoJson(null, "").text(value);
    }

    /** With one line for each item; each begins with the prefix, and with the indent as often as it is deep. */
    static String pretty(@Nullable Object value, String prefix, String indent) {
        return prefix + new GoJson("\n" + prefix, indent).text(value);
    }

    private String text(@Nullable Object value) {
        write(value, 0);
        return out.toString();
    }

    private void write(@Nullable Object value, int depth) {
        if (value instanceof String string) {
            quote(string);
        } else if (value instanceof BigDecimal number) {
            out.append(RegoValue.number(number));
        } else if (value instanceof Map<?, ?> map) {
            Iterator<?> keys = RegoValue.sorted(map.keySet()).iterator();
            items('{', '}', keys, depth, key -> {
                if (!(key instanceof String)) {
                    throw new HostFunction.Unsupported("JSON of an object with a key that is no string");
                }
                quote((String) key);
                out.append(newLine == null ? ":" : ": ");
                write(map.get(key), depth + 1);
            });
        } else if (value instanceof Collection<?> list) {
            Collection<?> items = value instanceof Set<?> ? RegoValue.sorted(list) : list;
            items('[', ']', items.iterator(), depth, item -> write(item, depth + 1));
        } else {
            out.append(value);
        }
    }

    private interface Item {
        void write(@Nullable Object item);
    }

    private void items(char open, char close, Iterator<?> items, int depth, Item item) {
        out.append(open);
        boolean empty = !items.hasNext();
        while (items.hasNext()) {
            startLine(depth + 1);
            item.write(items.next());
            out.append(items.hasNext() ? "," : "");
        }
        if (!empty) {
            startLine(depth);
        }
        out.append(close);
    }

    private void startLine(int depth) {
        if (newLine != null) {
            out.append(newLine).append(indent.repeat(depth));
        }
    }

    private void quote(String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int at = ESCAPED.indexOf(c);
            if (at >= 0) {
                out.append('\\').append(LETTERS.charAt(at));
            } else if (c < ' ' || c == '<' || c == '>' || c == '&' || c == '\u2028' || c == '\u2029') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }
}
