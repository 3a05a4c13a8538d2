package io.rego4j.cli.fmt;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.format.FormatResult;
import io.rego4j.json.AstJson;
import io.rego4j.source.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The lines of {@code fmt --format jsonl}: the result for one file each. */
final class FmtJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private FmtJson() {}

    /** {@code {"file", "text", "changed", "outcome", "deviations"}}, see {@link FormatResult}. */
    static String result(String file, FormatResult result) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(line)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeStringField("text", result.text());
            json.writeBooleanField("changed", result.changed());
            json.writeStringField("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
            json.writeArrayFieldStart("deviations");
            for (String deviation : result.deviations()) {
                json.writeString(deviation);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    /** {@code {"file", "errors"}}, the errors as OPA writes them. */
    static String errors(String file, List<Diagnostic> errors) {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            AstJson.writeLine(file, errors, line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
