package io.rego4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.ast.Origin;
import io.rego4j.internal.go.GoBytes;
import io.rego4j.source.Span;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A generator for visitors: an {@link IOException} below becomes an {@link UncheckedIOException}. */
final class JsonOutput {
    private final JsonGenerator json;
    private final boolean locations;
    private final @Nullable UnaryOperator<Span> places;

    JsonOutput(JsonGenerator json, AstJsonOptions options) {
        this.json = json;
        this.locations = options.locations();
        this.places = options.places();
    }

    void startObject() {
        run(json::writeStartObject);
    }

    void endObject() {
        run(json::writeEndObject);
    }

    void startArray() {
        run(json::writeStartArray);
    }

    void endArray() {
        run(json::writeEndArray);
    }

    /** A list of items, each written by {@code write}. */
    <T extends @Nullable Object> void array(List<? extends T> items, Consumer<? super T> write) {
        startArray();
        items.forEach(write);
        endArray();
    }

    /** The field with a list; left out where there are no items. */
    <T extends @Nullable Object> void array(String name, List<? extends T> items, Consumer<? super T> write) {
        if (!items.isEmpty()) {
            field(name);
            array(items, write);
        }
    }

    void field(String name) {
        run(() -> json.writeFieldName(name));
    }

    void text(String value) {
        run(() -> json.writeString(GoBytes.replaceLoneSurrogates(value)));
    }

    void field(String name, String value) {
        field(name);
        text(value);
    }

    /** The field, unless the value is empty. */
    void optional(String name, String value) {
        if (!value.isEmpty()) {
            field(name, value);
        }
    }

    void field(String name, boolean value) {
        run(() -> json.writeBooleanField(name, value));
    }

    /** The field, unless the value is false. */
    void optional(String name, boolean value) {
        if (value) {
            field(name, true);
        }
    }

    void field(String name, int value) {
        run(() -> json.writeNumberField(name, value));
    }

    void bool(boolean value) {
        run(() -> json.writeBoolean(value));
    }

    void nullValue() {
        run(json::writeNull);
    }

    void number(String text) {
        run(() -> json.writeNumber(JsonScalars.number(text)));
    }

    /** The field with the UTF-8 bytes of a text in base64, as Go writes bytes. */
    void bytes(String name, String text) {
        run(() -> json.writeBinaryField(name, text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The field {@code location}, if the options include locations and the node has one. */
    void location(Origin origin) {
        location("location", origin);
    }

    void location(String name, Origin origin) {
        if (locations && origin.isPresent()) {
            field(name);
            place(origin, origin.text());
        }
    }

    /** A location, with its text only if the options include locations. */
    void place(Origin origin, String text) {
        Span own = origin.span().orElse(null);
        if (own == null) {
            nullValue();
            return;
        }
        Span shown = places == null ? own : places.apply(own);
        startObject();
        field("file", shown.source().name());
        field("row", shown.row());
        field("col", shown.column());
        if (locations && !text.isEmpty()) {
            bytes("text", text);
        }
        endObject();
    }

    private static void run(Write write) {
        try {
            write.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }
}
