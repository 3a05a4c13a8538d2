package io.rego4j.playground;

import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.not;
import static io.rego4j.dsl.Dsl.rule;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleFile;
import io.rego4j.dsl.Condition;
import io.rego4j.dsl.Dsl;
import io.rego4j.dsl.Operand;
import io.rego4j.format.FormatException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParseException;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a test of the answer that the page shows for the input. It is made with the builder, so that no value can inject code. */
final class ShownTest {
    private ShownTest() {}

    /**
     * The test as a module.
     *
     * @param input the file with the input; null without one
     * @return null if no answer is shown, or the query is no single term
     */
    static @Nullable String of(Workspace workspace, JsonNode request, @Nullable Path input) throws IOException {
        JsonNode shown = request.path("shown");
        if (!shown.isObject()) {
            return null;
        }
        String query = request.path("query").asText().strip();
        Operand asked;
        try {
            Term term = RegoParser.parseTerm(
                            Source.of(query.isEmpty() ? workspace.packagePath() : query),
                            ParseOptions.of(workspace.version()))
                    .orThrow();
            asked = Dsl.operand(term);
        } catch (RegoParseException e) {
            return null;
        }
        Condition condition;
        if (shown.path("status").asText().equals("undefined")) {
            condition = not(asked);
        } else {
            Object value = plain(ApiJson.MAPPER.readTree(shown.path("value").asText()));
            condition = asked.eq(Dsl.value(value));
        }
        try {
            RegoModule test = module("shown_test")
                    .add(rule("test_what_is_shown").when(condition.with(input(), inputValue(input))))
                    .build();
            FormatResult written = Rego.format(test, FormatOptions.of(workspace.version()));
            return written.isFormatted() ? written.text() : null;
        } catch (FormatException | IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object inputValue(@Nullable Path input) throws IOException {
        if (input == null) {
            return Map.of();
        }
        String text = Files.readString(input);
        if (input.toString().endsWith(".json")) {
            return plain(ApiJson.MAPPER.readTree(text));
        }
        // A bundle reads YAML as OPA does; in a folder, as the root of a bundle's data must be an object.
        return Bundle.builder()
                .file(BundleFile.of("input/data.yaml", text))
                .build()
                .data()
                .get("input");
    }

    private static @Nullable Object plain(JsonNode value) throws IOException {
        return ApiJson.MAPPER.treeToValue(value, Object.class);
    }
}
