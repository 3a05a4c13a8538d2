package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.ast.RegoModule;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first error as JSON, held against what the real {@code opa parse} prints: its place, and the line that is quoted. */
class ErrorJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "package a\ny := [1,\n\n",
                "package a\ny := [1, \t",
                "package a\r\ny := \r\n",
                "package a\ny := # why",
                "package a\ny := \"é\" +",
                "package a\ny := \"日本\" + \"à",
                "package a\ny := # à",
                "package a\ny := # à\n",
                "package a\ny := # 😀",
                "package a\n\ty := \"é\" + )\n",
                "package a\n\n\n  )\n",
                "package a\ny := b. c\n",
                "package a\ny := b.\n",
                "package a\ny if input with\n",
                "import",
                "\n\n)"
            })
    void aSyntaxErrorQuotesItsLine(String text) throws IOException {
        JsonNode error = ours(text);

        assertThat(error).isEqualTo(opas(text));
        assertThat(error.path("details").path("line").isTextual()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "y := 1\n",
                "# METADATA\n# title: t\n",
                "package a\npackage b\n",
                "package a\n7\n",
                "package a\nnot y\n",
                "package a\nx; y\n",
                "package a\ny { true }\n",
                "package a\ny[x] { x := 1 }\n",
                "package a\n# METADATA\n# scope: package\ny := 1\n"
            })
    void anErrorOfWhatWasReadQuotesNone(String text) throws IOException {
        JsonNode error = ours(text);

        assertThat(error).isEqualTo(opas(text));
        assertThat(error.has("details")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {".inf", "-.Inf", ".nan"})
    void metadataWithWhatJsonHasNoNumberForCannotBeWritten(String value) throws IOException {
        String text = "package a\n\n# METADATA\n# custom: {x: " + value + "}\np := 1\n";
        RegoModule module = RegoParser.parse(Source.of(text)).orThrow();
        assertThatThrownBy(() -> AstJson.write(module, AstJsonOptions.DEFAULT, new ByteArrayOutputStream()))
                .isInstanceOf(IOException.class)
                .hasMessage(opas(text).path("message").asText())
                .hasMessageContaining("json: unsupported value: ");
    }

    private static JsonNode ours(String text) throws IOException {
        List<Diagnostic> errors = RegoParser.parse(Source.of("bad.rego", text)).diagnostics();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AstJson.writeErrors(errors, out);
        return JSON.readTree(out.toByteArray()).path("errors").path(0);
    }

    private JsonNode opas(String text) throws IOException {
        Files.writeString(folder.resolve("bad.rego"), text);
        String output = OpaProgram.tryRun(folder, "parse", "--format", "json", "bad.rego")
                .output();
        return JSON.readTree(output).path("errors").path(0);
    }
}
