package io.rego4j.bundle.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.ast.TermOrder;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.JsonNumber;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.CanonicalJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON documents as plain values: maps sorted by key in code point order, lists, strings, booleans, {@link JsonNumber}
 * and null; all immutable. Their canonical text is the one that OPA hashes.
 */
public final class JsonDocuments {
    private static final int MAX_DEPTH = 1000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private JsonDocuments() {}

    /** The document in these bytes; a byte order mark is skipped, as OPA does. */
    public static @Nullable Object parse(String file, byte[] json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() == null) {
                throw new BundleException(file + ": empty, where a JSON document is expected");
            }
            Object value = read(parser);
            if (parser.nextToken() != null) {
                throw new BundleException(file + ": something follows the JSON document");
            }
            return value;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : ":" + e.getLocation().getLineNr() + ":" + e.getLocation().getColumnNr();
            throw new BundleException(file + place + ": not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new BundleException(file + ": not JSON: " + e.getMessage(), e);
        }
    }

    private static @Nullable Object read(JsonParser parser) throws IOException {
        switch (parser.currentToken()) {
            case START_OBJECT:
                Map<String, @Nullable Object> object = newObject();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String key = parser.currentName();
                    parser.nextToken();
                    object.put(key, read(parser));
                }
                return Collections.unmodifiableMap(object);
            case START_ARRAY:
                List<@Nullable Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(read(parser));
                }
                return Collections.unmodifiableList(array);
            case VALUE_STRING:
                return parser.getText();
            case VALUE_TRUE:
                return Boolean.TRUE;
            case VALUE_FALSE:
                return Boolean.FALSE;
            case VALUE_NULL:
                return null;
            default:
                return JsonNumber.parsed(parser.getText());
        }
    }

    /** A map sorted as Go sorts strings: by code point, not by UTF-16 unit. */
    public static Map<String, @Nullable Object> newObject() {
        return new TreeMap<>(TermOrder::compareText);
    }

    /**
     * A Java value as a JSON document: null, booleans, numbers, strings, maps with string keys, collections, arrays,
     * and anything that Jackson can write, such as records.
     */
    public static @Nullable Object of(@Nullable Object value) {
        return of(value, 0);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new BundleException("data is nested more than " + MAX_DEPTH + " levels deep: is there a cycle?");
        }
        if (value == null || value instanceof Boolean || value instanceof String || value instanceof JsonNumber) {
            return value;
        }
        if (value instanceof Number number) {
            return number(number);
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = newObject();
            map.forEach((key, element) -> {
                if (!(key instanceof String name)) {
                    throw new BundleException("the keys of an object of data are strings, not " + key);
                }
                object.put(name, below(element, depth));
            });
            return Collections.unmodifiableMap(object);
        }
        if (value instanceof Collection<?> elements) {
            List<@Nullable Object> array = new ArrayList<>(elements.size());
            elements.forEach(element -> array.add(below(element, depth)));
            return Collections.unmodifiableList(array);
        }
        if (value.getClass().isArray()) {
            List<@Nullable Object> array = new ArrayList<>();
            for (int i = 0; i < Array.getLength(value); i++) {
                array.add(below(Array.get(value, i), depth));
            }
            return Collections.unmodifiableList(array);
        }
        try {
            JsonNode tree = MAPPER.valueToTree(value);
            return parse(value.getClass().getSimpleName(), MAPPER.writeValueAsBytes(tree));
        } catch (JsonProcessingException | IllegalArgumentException e) {
            throw new BundleException("data of type " + value.getClass().getName() + " cannot be written as JSON", e);
        }
    }

    /** Deep levels continue on a thread with a larger stack. */
    private static @Nullable Object below(@Nullable Object element, int depth) {
        return DeepStack.<@Nullable Object>step(() -> of(element, depth + 1));
    }

    /** Any map as JSON values; {@code name} is shown in errors. */
    public static Map<String, @Nullable Object> objectOf(String name, Map<String, ?> map) {
        return object(name, of(map));
    }

    /** A document that must be an object, empty where there is none; {@code from} is shown in errors. */
    @SuppressWarnings("unchecked") // objects of documents have keys of text only
    public static Map<String, @Nullable Object> object(String from, @Nullable Object value) {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map) {
            return (Map<String, @Nullable Object>) value;
        }
        throw new BundleException(from + ": an object is expected, not " + value);
    }

    /** The value of a key that must be an array, empty where there is none. */
    @SuppressWarnings("unchecked") // the elements are looked at one by one
    public static List<@Nullable Object> list(String from, String key, @Nullable Object value) {
        if (value == null) {
            return List.of();
        }
        if (value instanceof List) {
            return (List<@Nullable Object>) value;
        }
        throw new BundleException(from + ": \"" + key + "\" must be an array");
    }

    /** The value of a key that must be a text, empty where there is none. */
    public static String string(String from, String key, @Nullable Object value) {
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw new BundleException(from + ": \"" + key + "\" must be a string");
    }

    private static JsonNumber number(Number number) {
        if (number instanceof Double || number instanceof Float) {
            double real = number instanceof Float ? Double.parseDouble(number.toString()) : number.doubleValue();
            if (Double.isNaN(real) || Double.isInfinite(real)) {
                throw new BundleException("JSON has no number for " + number);
            }
            return JsonNumber.parsed(real(real));
        }
        if (number instanceof BigDecimal || number instanceof BigInteger) {
            return JsonNumber.parsed(number.toString());
        }
        return JsonNumber.parsed(Long.toString(number.longValue()));
    }

    /** A double as Go's JSON encoder writes it: plain digits between 1e-6 and 1e21, else with an exponent. */
    public static String real(double real) {
        if (real == 0) {
            return 1 / real < 0 ? "-0" : "0";
        }
        BigDecimal exact = new BigDecimal(Double.toString(real)).stripTrailingZeros();
        double size = Math.abs(real);
        if (size >= 1e-6 && size < 1e21) {
            return exact.toPlainString();
        }
        String digits = exact.unscaledValue().abs().toString();
        int exponent = digits.length() - 1 - exact.scale();
        return (real < 0 ? "-" : "") + digits.charAt(0) + (digits.length() > 1 ? "." + digits.substring(1) : "") + "e"
                + (exponent < 0 ? "-" : "+") + Math.abs(exponent);
    }

    /** The canonical text: sorted keys, no white space, escapes as Go writes them. */
    public static byte[] write(@Nullable Object value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new CanonicalJson(out).write(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
