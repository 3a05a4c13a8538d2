package io.rego4j.opa.engine;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rego4j.opa.Input;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON of answers and data: numbers keep their digits, and nothing is dropped. */
public final class OpaJson {
    /** With the Jackson modules of the class path. Dates and the like are written as {@link TextValueModule} says. */
    public static final JsonMapper MAPPER = JsonMapper.builder(factory())
            .findAndAddModules()
            .addModule(new TextValueModule())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private OpaJson() {}

    private static JsonFactory factory() {
        // An answer comes from the user's own OPA: Jackson's limits on strings would cut a large one.
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNumberLength(100_000)
                        .build())
                .streamWriteConstraints(
                        StreamWriteConstraints.builder().maxNestingDepth(1000).build())
                .build();
    }

    public static JsonNode parse(byte[] json, String what) throws IOException {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IOException(what + " is not JSON: " + e.getOriginalMessage(), e);
        }
    }

    /** A value as a tree, with NaN and what else has no JSON form refused. */
    public static JsonNode tree(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node.deepCopy();
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try {
            Input.of(value, MAPPER).writeTo(text);
            return MAPPER.readTree(text.toByteArray());
        } catch (IOException e) {
            throw new IllegalArgumentException("not a JSON value: " + ExceptionText.of(e), e);
        }
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a JSON value: " + e.getOriginalMessage(), e);
        }
    }

    /** A text as a JSON string, which is a Rego string too. */
    public static String quote(String text) {
        return JsonNodeFactory.instance.textNode(text).toString();
    }

    static List<String> strings(JsonNode array) {
        List<String> strings = new ArrayList<>();
        array.forEach(item -> strings.add(item.isTextual() ? item.textValue() : item.toString()));
        return strings;
    }
}
