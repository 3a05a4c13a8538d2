package io.rego4j.cli.refactor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.edit.Change;
import io.rego4j.edit.EditedText;
import io.rego4j.edit.TextEdit;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A change for editors: <code>{"files": [{"file", "edits": [{"start", "end", "text"}]}], "places": […], "errors": […]}</code>.
 * A position has row and column from 1, in code points, and the offset in UTF-16 units from 0.
 */
final class ChangeJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ChangeJson() {}

    static String of(Change change) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeArrayFieldStart("files");
            for (EditedText each : change.texts()) {
                json.writeStartObject();
                json.writeStringField("file", each.source().name());
                json.writeArrayFieldStart("edits");
                for (TextEdit edit : each.edits()) {
                    json.writeStartObject();
                    position(json, "start", edit.span().source(), edit.span().start());
                    position(json, "end", edit.span().source(), edit.span().end());
                    json.writeStringField("text", edit.text());
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
            }
            json.writeEndArray();
            diagnostics(json, "places", change.places());
            diagnostics(json, "errors", change.errors());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private static void position(JsonGenerator json, String name, Source source, int offset) throws IOException {
        json.writeObjectFieldStart(name);
        json.writeNumberField("row", source.row(offset));
        json.writeNumberField("column", source.column(offset));
        json.writeNumberField("offset", offset);
        json.writeEndObject();
    }

    private static void diagnostics(JsonGenerator json, String name, List<Diagnostic> all) throws IOException {
        json.writeArrayFieldStart(name);
        for (Diagnostic each : all) {
            json.writeStartObject();
            Span span = each.span();
            if (span != null) {
                json.writeStringField("file", span.source().name());
                json.writeNumberField("row", span.row());
                json.writeNumberField("column", span.column());
            }
            json.writeStringField("code", each.code());
            json.writeStringField("message", each.text());
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
