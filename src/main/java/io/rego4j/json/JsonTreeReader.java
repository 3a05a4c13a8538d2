package io.rego4j.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as maps, lists, Strings, Booleans, nulls and {@link Number}s. It reads any depth without recursion and keeps the
 * text of numbers, which a library's own tree does not.
 */
final class JsonTreeReader {
    /**
     * A number.
     *
     * @param text as it was written
     */
    record Number(String text) {}

    static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final Deque<Object> open = new ArrayDeque<>();
    private final Deque<String> names = new ArrayDeque<>();
    private @Nullable Object root;
    private int depth;

    /** How deep the collections are nested. */
    int depth() {
        return depth;
    }

    /**
     * The one value of a text.
     *
     * @throws AstJsonException if the text is not JSON
     */
    @Nullable
    Object read(JsonParser parser) throws IOException {
        try {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new AstJsonException("", "there is no JSON");
            }
            for (JsonToken token = first; token != null; token = parser.nextToken()) {
                take(token, parser);
            }
            return root;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr() + ": ";
            throw new AstJsonException("", place + e.getOriginalMessage());
        }
    }

    private void take(JsonToken token, JsonParser parser) throws IOException {
        switch (token) {
            case START_OBJECT -> open(new LinkedHashMap<String, @Nullable Object>());
            case START_ARRAY -> open(new ArrayList<@Nullable Object>());
            case END_OBJECT, END_ARRAY -> open.pop();
            case FIELD_NAME -> names.push(parser.currentName());
            case VALUE_STRING -> add(parser.getText());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> add(new Number(parser.getText()));
            case VALUE_TRUE -> add(true);
            case VALUE_FALSE -> add(false);
            default -> add(null);
        }
    }

    private void open(Object collection) {
        add(collection);
        open.push(collection);
        depth = Math.max(depth, open.size());
    }

    @SuppressWarnings("unchecked")
    private void add(@Nullable Object value) {
        Object parent = open.peek();
        if (parent instanceof Map<?, ?> map) {
            ((Map<String, @Nullable Object>) map).put(names.pop(), value);
        } else if (parent instanceof List<?> list) {
            ((List<@Nullable Object>) list).add(value);
        } else if (root == null) {
            root = value;
        } else {
            throw new AstJsonException("", "more follows the first value");
        }
    }
}
