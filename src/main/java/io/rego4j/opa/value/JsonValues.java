package io.rego4j.opa.value;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Values from JSON, as OPA reads it: the digits of numbers stay, the last of equal keys counts, half a surrogate pair is
 * U+FFFD, and lists nest at most 10,000 deep.
 */
public final class JsonValues {
    /** What Go's decoder allows too. */
    public static final int DEEPEST = 10_000;

    private static final int MOST_NAMES = 4096;
    private static final int LARGEST_EXPONENT = 100_000;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private JsonValues() {}

    /**
     * The value of a JSON text in UTF-8.
     *
     * @throws IOException if it is not one JSON value, or holds a number too large for OPA; the message says where
     */
    public static JsonDocument document(byte[] json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return whole(parser);
        }
    }

    /**
     * The value of a JSON text.
     *
     * @throws IOException if it is not one JSON value, or holds a number too large for OPA; the message says where
     */
    public static Value parse(String json) throws IOException {
        try (JsonParser parser = FACTORY.createParser(json)) {
            return whole(parser).value();
        }
    }

    /**
     * The value of a tree.
     *
     * @throws IOException if it holds what has no JSON form
     */
    public static JsonDocument of(JsonNode node) throws IOException {
        try (JsonParser parser = node.traverse()) {
            return whole(parser);
        }
    }

    private static JsonDocument whole(JsonParser parser) throws IOException {
        JsonDocument document = read(parser);
        if (parser.nextToken() != null) {
            throw new JsonParseException(parser, "there is more after the value");
        }
        return document;
    }

    /**
     * The next value of a parser, which stands before it.
     *
     * @throws IOException if there is none
     */
    private static JsonDocument read(JsonParser parser) throws IOException {
        Deque<Level> levels = new ArrayDeque<>();
        // Rows have the same keys: as the same values they take less memory, and are found sooner.
        Map<String, StringValue> names = new HashMap<>();
        int depth = 0;
        Level level = null;
        while (true) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new JsonParseException(parser, "there is no value");
            }
            Value value;
            switch (token) {
                case START_OBJECT, START_ARRAY -> {
                    if (level != null) {
                        levels.push(level);
                    }
                    level = new Level(token == JsonToken.START_OBJECT);
                    depth = Math.max(depth, levels.size() + 1);
                    continue;
                }
                case FIELD_NAME -> {
                    String name = parser.currentName();
                    Objects.requireNonNull(level, "names are in objects").key = names.size() < MOST_NAMES
                            ? names.computeIfAbsent(name, StringValue::of)
                            : StringValue.of(name);
                    continue;
                }
                case END_OBJECT, END_ARRAY -> {
                    value = Objects.requireNonNull(level, "what ends has begun").build();
                    level = levels.poll();
                }
                default -> value = scalar(parser, token);
            }
            if (level == null) {
                return new JsonDocument(value, depth);
            }
            level.add(value);
        }
    }

    private static Value scalar(JsonParser parser, JsonToken token) throws IOException {
        return switch (token) {
            case VALUE_NULL -> NullValue.NULL;
            case VALUE_TRUE -> BooleanValue.TRUE;
            case VALUE_FALSE -> BooleanValue.FALSE;
            case VALUE_STRING -> StringValue.of(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            default -> throw new JsonParseException(parser, "no JSON value: " + token);
        };
    }

    private static Value number(JsonParser parser) throws IOException {
        String text = parser.getText();
        NumberValue number;
        try {
            number = NumberValue.parse(text);
        } catch (NumberFormatException e) {
            throw new JsonParseException(parser, text + " is no JSON number");
        }
        if (!number.isLong() && !BigFloat.isInRange(text, LARGEST_EXPONENT)) {
            throw new JsonParseException(parser, "invalid number: number too big");
        }
        return number;
    }

    /** An array or an object that is being read. */
    private static final class Level {
        private final ArrayValue.@Nullable Builder array;
        private final ObjectValue.@Nullable Builder object;
        private @Nullable StringValue key;

        Level(boolean isObject) {
            array = isObject ? null : new ArrayValue.Builder();
            object = isObject ? new ObjectValue.Builder() : null;
        }

        void add(Value value) {
            if (object != null) {
                object.put(Objects.requireNonNull(key, "a name comes before each value"), value);
            } else {
                requireArray().add(value);
            }
        }

        Value build() {
            return object != null ? object.build() : requireArray().build();
        }

        private ArrayValue.Builder requireArray() {
            return Objects.requireNonNull(array, "what is no object is an array");
        }
    }
}
