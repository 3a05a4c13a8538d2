package io.rego4j.opa.engine;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Rego's values as a WebAssembly policy writes and reads them: JSON with sets, {@code {1, 2}} and {@code set()}, and with
 * any value as a key. In Java they are null, Boolean, {@link BigDecimal}, String, List, Set and Map.
 */
public final class RegoValue {
    private final String text;
    private int at;

    private RegoValue(String text) {
        this.text = text;
    }

    /** Reads a value. */
    static @Nullable public Object parse(String text) throws IOException {
        RegoValue reader = new RegoValue(text);
        Object value = reader.value();
        reader.space();
        if (reader.at != text.length()) {
            throw reader.unexpected();
        }
        return value;
    }

    private @Nullable Object value() throws IOException {
        space();
        if (at >= text.length()) {
            throw unexpected();
        }
        char c = text.charAt(at);
        switch (c) {
            case '"':
                return string();
            case '[':
                at++;
                return items(']', new ArrayList<>());
            case '{':
                at++;
                return braces();
            case 't':
                return word("true", Boolean.TRUE);
            case 'f':
                return word("false", Boolean.FALSE);
            case 'n':
                return word("null", null);
            case 's':
                return word("set()", new LinkedHashSet<>());
            default:
                return number();
        }
    }

    private <T extends @Nullable Object> T word(String word, T value) throws IOException {
        if (!text.startsWith(word, at)) {
            throw unexpected();
        }
        at += word.length();
        return value;
    }

    private Object braces() throws IOException {
        if (next('}')) {
            return new LinkedHashMap<>();
        }
        Object first = value();
        if (!next(':')) {
            Set<@Nullable Object> set = new LinkedHashSet<>();
            set.add(first);
            return next('}') ? set : items('}', skipComma(set));
        }
        Map<@Nullable Object, @Nullable Object> object = new LinkedHashMap<>();
        object.put(first, value());
        while (!next('}')) {
            skipComma(object);
            Object key = value();
            if (!next(':')) {
                throw unexpected();
            }
            object.put(key, value());
        }
        return object;
    }

    private <C extends Collection<@Nullable Object>> C items(char end, C items) throws IOException {
        if (items.isEmpty() && next(end)) {
            return items;
        }
        do {
            items.add(value());
        } while (next(','));
        if (!next(end)) {
            throw unexpected();
        }
        return items;
    }

    private <T> T skipComma(T value) throws IOException {
        if (!next(',')) {
            throw unexpected();
        }
        return value;
    }

    private boolean next(char c) {
        space();
        boolean found = at < text.length() && text.charAt(at) == c;
        at += found ? 1 : 0;
        return found;
    }

    private void space() {
        while (at < text.length() && text.charAt(at) <= ' ') {
            at++;
        }
    }

    private BigDecimal number() throws IOException {
        int start = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        try {
            String written = text.substring(start, at);
            BigDecimal number = new BigDecimal(written);
            return number(number).equals(written) ? number : new Written(written);
        } catch (NumberFormatException e) {
            throw unexpected();
        }
    }

    private String string() throws IOException {
        int start = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 2 : 1;
        }
        if (at >= text.length()) {
            throw unexpected();
        }
        at++;
        return text.indexOf('\\', start) < 0 || text.indexOf('\\', start) >= at
                ? text.substring(start + 1, at - 1)
                : paired(OpaJson.MAPPER.readValue(text.substring(start, at), String.class));
    }

    /** Half a surrogate pair, which an escape may give, is to Go the character for what cannot be read. */
    private static String paired(String text) {
        if (text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            return text;
        }
        StringBuilder paired = new StringBuilder();
        text.codePoints()
                .forEach(c -> paired.appendCodePoint(
                        c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c));
        return paired.toString();
    }

    private IOException unexpected() {
        return new IOException("not a Rego value at character " + at + ": "
                + (text.length() > 200 ? text.substring(0, 200) + "…" : text));
    }

    /** Writes a value as Rego, as OPA prints it. */
    public static String write(@Nullable Object value) {
        StringBuilder out = new StringBuilder();
        write(value, out);
        return out.toString();
    }

    private static void write(@Nullable Object value, StringBuilder out) {
        if (value instanceof String string) {
            out.append(OpaJson.quote(string));
        } else if (value instanceof BigDecimal number) {
            out.append(number(number));
        } else if (value instanceof Set<?> set) {
            out.append(set.isEmpty() ? "set(" : "{");
            list(sorted(set), out);
            out.append(set.isEmpty() ? ')' : '}');
        } else if (value instanceof List<?> list) {
            out.append('[');
            list(list, out);
            out.append(']');
        } else if (value instanceof Map<?, ?> map) {
            out.append('{');
            String separator = "";
            for (Object key : sorted(map.keySet())) {
                out.append(separator);
                write(key, out);
                out.append(": ");
                write(map.get(key), out);
                separator = ", ";
            }
            out.append('}');
        } else {
            out.append(value);
        }
    }

    private static void list(Collection<?> items, StringBuilder out) {
        String separator = "";
        for (Object item : items) {
            out.append(separator);
            write(item, out);
            separator = ", ";
        }
    }

    /** OPA's order of values: by kind first, then by content. */
    public static int compare(@Nullable Object a, @Nullable Object b) {
        int order = Integer.compare(kind(a), kind(b));
        if (order != 0) {
            return order;
        } else if (a instanceof Boolean left && b instanceof Boolean right) {
            return Boolean.compare(left, right);
        } else if (a instanceof BigDecimal left && b instanceof BigDecimal right) {
            return left.compareTo(right);
        } else if (a instanceof String left && b instanceof String right) {
            // Go compares bytes, which is the order of code points.
            return Arrays.compareUnsigned(
                    left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
        } else if (a instanceof List<?> left && b instanceof List<?> right) {
            return compareAll(left, right);
        } else if (a instanceof Set<?> left && b instanceof Set<?> right) {
            return compareAll(sorted(left), sorted(right));
        } else if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
            return compareObjects(left, right);
        }
        return 0;
    }

    private static int kind(@Nullable Object value) {
        return value == null
                ? 0
                : value instanceof Boolean
                        ? 1
                        : value instanceof BigDecimal
                                ? 2
                                : value instanceof String
                                        ? 3
                                        : value instanceof List<?> ? 4 : value instanceof Map<?, ?> ? 5 : 6;
    }

    /** In OPA's order. */
    public static List<@Nullable Object> sorted(Collection<?> values) {
        List<@Nullable Object> sorted = new ArrayList<>(values);
        sorted.sort(RegoValue::compare);
        return sorted;
    }

    private static int compareAll(List<?> a, List<?> b) {
        for (int i = 0; i < Math.min(a.size(), b.size()); i++) {
            int order = compare(a.get(i), b.get(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    private static int compareObjects(Map<?, ?> a, Map<?, ?> b) {
        List<@Nullable Object> left = sorted(a.keySet());
        List<@Nullable Object> right = sorted(b.keySet());
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = compare(left.get(i), right.get(i));
            order = order != 0 ? order : compare(a.get(left.get(i)), b.get(right.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    /** A number that a policy writes in another way than Java: 1e3 is not 1000 to a function that makes text of it. */
    private static final class Written extends BigDecimal {
        private static final long serialVersionUID = 1L;

        private final String text;

        Written(String text) {
            super(text);
            this.text = text;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** A number as it was written, or without an exponent where that is short. */
    public static String number(BigDecimal number) {
        return !(number instanceof Written) && Math.abs(number.scale()) < 400
                ? number.toPlainString()
                : number.toString();
    }
}
