package io.rego4j.opa;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The input document of a question. Any Java value is taken where an input is asked for, and Jackson writes it; these
 * methods are for what is JSON already. A value is written to the engine as a stream, so a large one is never held whole
 * as text.
 */
public final class Input {
    private static final Input NONE = new Input(null, null, null, null);

    private final byte @Nullable [] json;
    private final @Nullable Path file;
    private final @Nullable Object value;
    private final @Nullable ObjectMapper mapper;

    private Input(byte @Nullable [] json, @Nullable Path file, @Nullable Object value, @Nullable ObjectMapper mapper) {
        this.json = json;
        this.file = file;
        this.value = value;
        this.mapper = mapper;
    }

    /** No input: {@code input} is undefined in the policy. */
    public static Input none() {
        return NONE;
    }

    /** A JSON text. */
    public static Input json(String text) {
        return new Input(text.getBytes(StandardCharsets.UTF_8), null, null, null);
    }

    /** The JSON in a file, which is read at each question. */
    public static Input file(Path file) {
        return new Input(null, file, null, null);
    }

    /** Any value, as Jackson writes it; null is JSON's null. An {@code Input} is given back. */
    public static Input of(@Nullable Object value, ObjectMapper mapper) {
        return value instanceof Input input ? input : new Input(null, null, value, mapper);
    }

    /** True if there is no input. */
    public boolean isNone() {
        return this == NONE;
    }

    /** True if the input is a Java null or JSON's null; false for a file, whatever it holds. */
    public boolean isNull() {
        return mapper != null && (value == null || value instanceof NullNode)
                || json != null
                        && json.length > 0
                        && new String(json, StandardCharsets.UTF_8).strip().equals("null");
    }

    /**
     * Writes the JSON.
     *
     * @throws com.fasterxml.jackson.core.JacksonException if the value has no JSON form; the message names it
     * @throws IOException if the stream or the file fails
     */
    public void writeTo(OutputStream out) throws IOException {
        if (json != null) {
            out.write(json);
        } else if (file != null) {
            Files.copy(file, out);
        } else if (mapper != null) {
            try (JsonGenerator generator = new Finite(mapper.getFactory().createGenerator(out))) {
                generator.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
                mapper.writeValue(generator, value);
            }
        }
    }

    /** The JSON as a stream; only for inputs that are JSON already. */
    @Nullable
    public InputStream open() throws IOException {
        return json != null ? new ByteArrayInputStream(json) : file != null ? Files.newInputStream(file) : null;
    }

    /** Refuses NaN and infinity, which JSON does not have: Jackson would write them as strings. */
    private static final class Finite extends JsonGeneratorDelegate {
        Finite(JsonGenerator target) {
            super(target, false);
        }

        @Override
        public void writeNumber(double number) throws IOException {
            if (!Double.isFinite(number)) {
                _reportError(number + " is no JSON number");
            }
            super.writeNumber(number);
        }

        @Override
        public void writeNumber(float number) throws IOException {
            if (!Float.isFinite(number)) {
                _reportError(number + " is no JSON number");
            }
            super.writeNumber(number);
        }

        @Override
        public void writeArray(double[] array, int offset, int length) throws IOException {
            writeStartArray(array, length);
            for (int i = offset; i < offset + length; i++) {
                writeNumber(array[i]);
            }
            writeEndArray();
        }
    }
}
