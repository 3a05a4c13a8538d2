package io.rego4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.internal.go.GoBytes;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Span;
import java.io.IOException;
import java.util.List;

/** Diagnostics in the shape of OPA's {@code presentation.OutputErrors}. */
final class ErrorWriter {
    private ErrorWriter() {}

    /** Writes the field {@code errors}. */
    static void write(JsonGenerator json, List<Diagnostic> errors) throws IOException {
        json.writeArrayFieldStart("errors");
        for (Diagnostic error : errors) {
            json.writeStartObject();
            json.writeStringField("message", GoBytes.replaceLoneSurrogates(error.text()));
            json.writeStringField("code", error.code());
            Span span = error.span();
            if (span != null) {
                writePlace(json, span);
            }
            if (span != null && error.syntax()) {
                QuotedLine.of(span).write(json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writePlace(JsonGenerator json, Span span) throws IOException {
        json.writeObjectFieldStart("location");
        json.writeStringField(
                "file", GoBytes.replaceLoneSurrogates(span.source().name()));
        json.writeNumberField("row", span.row());
        json.writeNumberField("col", span.column());
        json.writeEndObject();
    }
}
