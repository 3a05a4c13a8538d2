package io.rego4j.parse.metadata;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.ast.RegoModule;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** METADATA blocks, good and bad, held against the real OPA: the same JSON, or the same message at the same place. */
class MetadataWithOpaTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    static Stream<String> blocks() throws IOException {
        return Stream.of(Files.readString(Path.of("src/test/resources/io/rego4j/parse/metadata/metadata-blocks.txt"))
                .split("----\n"));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void aBlockAboveARuleIsReadAsOpaReadsIt(String yaml) throws IOException {
        compare("package a\n\n# METADATA\n" + yaml.replaceAll("(?m)^", "# ").replaceFirst("# $", "") + "p := 1\n");
    }

    @Test
    void blocksReachTheRulesThatOpaGivesThemTo() throws IOException {
        compare("""
                # METADATA
                # scope: subpackages
                # title: sub

                # METADATA
                # title: pkg
                package a.b

                import data.x

                # METADATA
                # title: first
                # METADATA
                # title: second
                p contains 1
                p contains 2
                # METADATA
                # title: third
                # METADATA
                # scope: document
                # title: all
                p contains 3

                #METADATA and more
                #title: no blank
                #
                # description: after an empty line
                q[x].y := 1 if x := 1

                # METADATA
                # title: not the next

                # a comment between
                q[x].z := 1 if x := 1

                  # METADATA indented: not a block
                r := 1
                """);
    }

    @Test
    void aBlockWithoutARuleBelowItIsRefusedAsOpaRefusesIt() throws IOException {
        compare("package a\n\np := 1\n\n# METADATA\n# scope: rule\n");
        compare("# METADATA\n# title: x\n\n# METADATA\n#\n\npackage a\n");
        compare("package a\n\n# METADATA\n# title: x\nimport data.y\n");
        compare("# METADATA\n# scope: rule\npackage a\n");
    }

    private void compare(String rego) throws IOException {
        Files.writeString(folder.resolve("m.rego"), rego);
        String said = OpaProgram.tryRun(
                        folder, "parse", "--format", "json", "--json-include", "locations,comments", "m.rego")
                .output();
        ParseResult<RegoModule> result = RegoParser.parse(Source.of("m.rego", rego));
        JsonNode errors = JSON.readTree(said).get("errors");
        if (errors == null) {
            assertThat(result.diagnostics()).isEmpty();
            assertThat(AstJson.toString(result.orThrow(), AstJsonOptions.ALL) + "\n")
                    .isEqualTo(said);
        } else {
            Diagnostic first = result.diagnostics().get(0);
            Span place = Objects.requireNonNull(first.span());
            assertThat(place.row() + ": " + first.text())
                    .isEqualTo(errors.at("/0/location/row").asText() + ": "
                            + errors.at("/0/message").asText());
        }
    }
}
