package io.rego4j.parity;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** AST JSON as maps, lists, strings, booleans, nulls, and numbers as they are written: {@code 1e3} is not {@code 1000}. */
final class AstTree {
    private static final Set<String> PLACES = Set.of("location", "Location", "alias_location");
    private static final int SHOWN = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private AstTree() {}

    /** A number by its digits. */
    record Digits(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** A tree with its places. */
    static @Nullable Object read(String json) throws IOException {
        return read(json, true);
    }

    /** A tree without what says where a node stands. */
    static @Nullable Object readPlaceless(String json) throws IOException {
        return read(json, false);
    }

    private static @Nullable Object read(String json, boolean places) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            parser.nextToken();
            return value(parser, places);
        }
    }

    private static @Nullable Object value(JsonParser parser, boolean places) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT -> {
                Map<String, @Nullable Object> map = new TreeMap<>();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    if (!places && PLACES.contains(key)) {
                        parser.skipChildren();
                    } else {
                        map.put(key, value(parser, places));
                    }
                }
                return map;
            }
            case START_ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(parser, places));
                }
                return list;
            }
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                return new Digits(parser.getText());
            }
            case VALUE_TRUE, VALUE_FALSE -> {
                return parser.getBooleanValue();
            }
            case VALUE_NULL -> {
                return null;
            }
            default -> {
                return parser.getText();
            }
        }
    }

    /** The first difference, with its path; null if there is none. */
    static @Nullable String difference(@Nullable Object a, @Nullable Object b, String nameA, String nameB) {
        return difference(a, b, nameA, nameB, "");
    }

    private static @Nullable String difference(
            @Nullable Object a, @Nullable Object b, String nameA, String nameB, String path) {
        if (a instanceof Map<?, ?> x && b instanceof Map<?, ?> y) {
            Set<Object> keys = new TreeSet<>(x.keySet());
            keys.addAll(y.keySet());
            for (Object key : keys) {
                if (!x.containsKey(key) || !y.containsKey(key)) {
                    return path + "/" + key + ": only " + (x.containsKey(key) ? nameA : nameB) + " has it";
                }
                String found = difference(x.get(key), y.get(key), nameA, nameB, path + "/" + key);
                if (found != null) {
                    return found;
                }
            }
            return null;
        }
        if (a instanceof List<?> x && b instanceof List<?> y) {
            for (int i = 0; i < Math.min(x.size(), y.size()); i++) {
                String found = difference(x.get(i), y.get(i), nameA, nameB, path + "/" + i);
                if (found != null) {
                    return found;
                }
            }
            return x.size() == y.size()
                    ? null
                    : path + ": " + nameA + " has " + x.size() + ", " + nameB + " has " + y.size();
        }
        return Objects.equals(a, b) ? null : path + ": " + nameA + " " + shown(a) + ", " + nameB + " " + shown(b);
    }

    private static String shown(@Nullable Object value) {
        String text = String.valueOf(value);
        return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
}
