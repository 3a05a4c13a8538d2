package io.rego4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.check.Checker;
import io.rego4j.codegen.PolicyGenerator;
import io.rego4j.dsl.Dsl;
import io.rego4j.dsl.ValueException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.Fragment;
import io.rego4j.json.AstJson;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Deep input on a thread with the default stack: what is limited gets an error, all else its answer. */
@Tag("slow")
class DepthTest {
    /** As deep as OPA's parser lets each nest; a chain of operators has no limit there. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'[', '1', ']', 20000",
                "'{', '1', '}', 20000",
                "'{\"a\":', '1', '}', 9000",
                "'(', '1', ')', 12000",
                "'f(', '1', ')', 9000",
                "'', '{1}', ' | {1}', 20000",
                "'', '1', ' + 1', 20000"
            })
    void everyEntryPointTakesDeepTerms(String open, String inner, String close, int depth) {
        String term = open.repeat(depth) + inner + close.repeat(depth);
        Source source = Source.of("package a\n\nx := " + term + "\n");
        RegoModule module = RegoParser.parse(source, ParseOptions.DEFAULT).orThrow();

        assertThat(Rego.format(source, RegoVersion.V1, FormatOptions.DEFAULT).isFormatted())
                .isTrue();
        assertThat(Rego.format(module, FormatOptions.DEFAULT).isFormatted()).isTrue();
        assertThat(Rego.format(Fragment.TERM, term, RegoVersion.V1, FormatOptions.DEFAULT)
                        .isFormatted())
                .isTrue();
        if (!open.isEmpty()) {
            // A node of its own that needs brackets around each operand is refused with an error, as in OPA's parser.
            assertThat(Rego.format(module.rules().get(0))).startsWith("x := ");
        }
        assertThat(module.toString()).contains("x := ");
        assertThat(module.equals(RegoParser.parse(source, ParseOptions.DEFAULT).orThrow()))
                .isTrue();
        assertThat(new Rewriter() {}.module(module)).isSameAs(module);
        assertThat(Checker.check(module).size()).isLessThanOrEqualTo(depth);
        assertThat(Dsl.module("a").add(module.rules().get(0)).buildUnchecked().rules())
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"'[', '1', ']', 2000", "'{\"a\":', '1', '}', 2000", "'', '1', ' + 1', 2000"})
    void writesJavaAndJsonOfDeepTerms(String open, String inner, String close, int depth) {
        RegoModule module = Rego.parse("package a\n\nx := " + open.repeat(depth) + inner + close.repeat(depth) + "\n");
        assertThat(PolicyGenerator.into("a").generate("A", module)).contains("RegoModule module()");
        assertThat(AstJson.readModule(AstJson.toString(module)).equals(module)).isTrue();
    }

    @Test
    void formatsLongChainsOfElse() {
        String text = "package a\n\nx := 1 if {\n\tfalse\n}" + " else := 1 if {\n\tfalse\n}".repeat(10_000) + "\n";
        assertThat(Rego.format(Source.of(text), RegoVersion.V1, FormatOptions.DEFAULT)
                        .text())
                .contains("else := 1");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {"' [', ']'", "' {a: ', '}'", "'\n#   - ', ''"})
    void readsMetadataAsDeepAsOpaAndNoDeeper(String open, String close) {
        ParseResult<RegoModule> read = metadata(open, close, 9_990);
        assertThat(read.diagnostics()).isEmpty();
        RegoModule module = read.orThrow();
        assertThat(module.equals(metadata(open, close, 9_990).orThrow())).isTrue();
        assertThat(module.hashCode())
                .isEqualTo(metadata(open, close, 9_990).orThrow().hashCode());
        assertThat(metadata(open, close, 100_000).diagnostics().get(0).text())
                .startsWith("yaml: exceeded max depth of 10000");
    }

    private static ParseResult<RegoModule> metadata(String open, String close, int depth) {
        String first = open.startsWith("\n") ? "\n#   " : "";
        String text = "# METADATA\n# custom:\n#  a:" + first + (first.isEmpty() ? open : "- ").repeat(depth) + "1"
                + close.repeat(depth) + "\npackage a\n\np := 1\n";
        return RegoParser.parse(Source.of(text), ParseOptions.DEFAULT.withAnnotations(true));
    }

    @Test
    void deepJavaValuesAreRefused() {
        Object value = List.of();
        for (int i = 0; i < 100_000; i++) {
            value = List.of(value);
        }
        Object deepest = value;
        assertThatThrownBy(() -> Dsl.value(deepest))
                .isInstanceOf(ValueException.class)
                .hasMessageContaining("more than 1000 levels deep");
        assertThatThrownBy(() -> Bundle.builder().data("a", deepest))
                .isInstanceOf(BundleException.class)
                .hasMessageContaining("nested more than 1000 levels deep");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4})
    void whatOpaFormatsIsFormattedAsItDoes(int kind, @TempDir Path folder) throws IOException {
        String term = List.of(
                        "1 if {\n\tfalse\n}" + " else := 1 if {\n\tfalse\n}".repeat(1500),
                        "{1}" + " | {1}".repeat(1499),
                        "1" + " + 1".repeat(1999),
                        "[".repeat(600) + "]".repeat(600),
                        "{\"a\": ".repeat(1000) + "1" + "}".repeat(1000))
                .get(kind);
        Path file = Files.writeString(folder.resolve("deep.rego"), "package a\n\nx := " + term + "\n");
        assertThat(Rego.format(Files.readString(file))).isEqualTo(OpaProgram.run(folder, "fmt", file.toString()));
    }
}
