package io.rego4j.json;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.rego4j.ast.Body;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoEscapes;
import io.rego4j.internal.go.GoIndent;
import io.rego4j.source.Diagnostic;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/**
 * Trees as OPA's AST JSON.
 *
 * <p>What is written equals the output of {@code opa parse --format json} with the same options, byte for byte. Streams are
 * flushed, not closed; text is UTF-8.
 *
 * <p>What is read may come from any OPA since 0.40, with or without locations and comments, and gives the tree that the
 * parser makes of the same policy. Where there are locations, each node gets the place that its location names, in a source
 * that is put together from all of them.
 */
public final class AstJson {
    private static final JsonFactory FACTORY = new JsonFactoryBuilder()
            .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .streamWriteConstraints(StreamWriteConstraints.builder()
                    .maxNestingDepth(Integer.MAX_VALUE)
                    .build())
            .characterEscapes(GoEscapes.INSTANCE)
            .build();

    private AstJson() {}

    /** Writes a module, with the line feed that the command prints after it. */
    public static void write(RegoModule module, AstJsonOptions options, OutputStream out) throws IOException {
        write((Node) module, options, out);
        out.write('\n');
        out.flush();
    }

    /** Writes a module with {@link AstJsonOptions#DEFAULT}. */
    public static void write(RegoModule module, OutputStream out) throws IOException {
        write(module, AstJsonOptions.DEFAULT, out);
    }

    /** Writes any node: the value that stands for it inside a module's JSON. A body is the list of its expressions. */
    public static void write(Node node, AstJsonOptions options, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out, options.indented())) {
            new AstWriter(json, options).write(node);
        }
    }

    /** The JSON of a node, without a line feed at its end. */
    public static String toString(Node node, AstJsonOptions options) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            write(node, options, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The JSON of a node with {@link AstJsonOptions#DEFAULT}, without a line feed at its end. */
    public static String toString(Node node) {
        return toString(node, AstJsonOptions.DEFAULT);
    }

    /** Writes one line with the module of a file: {@code {"file": …, "module": …}} and a line feed. */
    public static void writeLine(String file, RegoModule module, AstJsonOptions options, OutputStream out)
            throws IOException {
        try (JsonGenerator json = generator(out, false)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            json.writeFieldName("module");
            new AstWriter(json, options.withIndent(false)).write(module);
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Writes one line with the errors of a file: {@code {"file": …, "errors": […]}} and a line feed. */
    public static void writeLine(String file, List<Diagnostic> errors, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out, false)) {
            json.writeStartObject();
            json.writeStringField("file", file);
            ErrorWriter.write(json, errors);
            json.writeEndObject();
        }
        out.write('\n');
    }

    /** Writes errors as the {@code opa} command does with {@code --format json}: {@code {"errors": […]}}, indented. */
    public static void writeErrors(List<Diagnostic> errors, OutputStream out) throws IOException {
        try (JsonGenerator json = generator(out, true)) {
            json.writeStartObject();
            ErrorWriter.write(json, errors);
            json.writeEndObject();
        }
        out.write('\n');
        out.flush();
    }

    /**
     * Reads a module from JSON.
     *
     * @throws AstJsonException if the text is not the AST JSON of a module
     */
    public static RegoModule readModule(String json) {
        return read(json, AstReader::module);
    }

    /**
     * Reads a module from JSON; the stream is read to its end, not closed.
     *
     * @throws AstJsonException if it is not the AST JSON of a module
     * @throws IOException if the stream cannot be read
     */
    public static RegoModule readModule(InputStream json) throws IOException {
        return readModule(new String(json.readAllBytes(), StandardCharsets.UTF_8));
    }

    /**
     * Reads a term from JSON.
     *
     * @throws AstJsonException if the text is not the AST JSON of a term
     */
    public static Term readTerm(String json) {
        return read(json, AstReader::term);
    }

    /**
     * Reads a body, or query, from JSON: a list of expressions.
     *
     * @throws AstJsonException if the text is not the AST JSON of a body
     */
    public static Body readBody(String json) {
        return read(json, AstReader::body);
    }

    /**
     * Reads the result of a partial evaluation: an answer of the Compile API, or the output of {@code opa eval
     * --partial}.
     *
     * @throws AstJsonException if the text is not such an answer
     */
    public static PartialAnswer readPartial(String json) {
        return read(json, AstReader::partial);
    }

    private static <T> T read(String json, BiFunction<AstReader, JsonElement, T> read) {
        try (JsonParser parser = JsonTreeReader.FACTORY.createParser(json)) {
            JsonTreeReader text = new JsonTreeReader();
            JsonElement root = JsonElement.root(text.read(parser));
            return DeepStack.call(text.depth(), () -> read.apply(new AstReader(JsonLocations.in(root)), root));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonGenerator generator(OutputStream out, boolean indented) throws IOException {
        JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
        if (indented) {
            json.setPrettyPrinter(new GoIndent());
        }
        return json;
    }
}
