package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.TreeText;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import io.rego4j.testing.SamplePolicies;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Writing and reading, held against what the real {@code opa parse} prints. */
class AstJsonWithOpaTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "everything.rego | comments",
                "everything.rego | locations",
                "everything.rego | locations,-comments",
                "everything.rego | -comments",
                "lines.rego | comments,locations",
                "lines.rego | -locations",
                "logic.rego | locations,comments"
            })
    void theOutputIsThatOfOpaByteForByte(String name, String include) throws IOException {
        RegoModule module = SamplePolicies.parse(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        AstJson.write(module, AstJsonOptions.including(include), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(OpaProgram.run(
                        SamplePolicies.FOLDER, "parse", "--format", "json", "--json-include", include, name));
    }

    @ParameterizedTest
    @MethodSource("io.rego4j.testing.SamplePolicies#names")
    void whatOpaWroteIsReadAndWrittenAgainUnchanged(String name) {
        for (String include : List.of("locations,comments", "comments")) {
            String json =
                    OpaProgram.run(SamplePolicies.FOLDER, "parse", "--format", "json", "--json-include", include, name);

            RegoModule read = AstJson.readModule(json);

            assertThat(AstJson.toString(read, AstJsonOptions.including(include)) + "\n")
                    .isEqualTo(json);
            assertThat(read).isEqualTo(SamplePolicies.parse(name));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rego4j.testing.SamplePolicies#names")
    void theTreeForPeopleIsThatOfOpa(String name) {
        assertThat(TreeText.of(SamplePolicies.parse(name)))
                .isEqualTo(OpaProgram.run(SamplePolicies.FOLDER, "parse", name));
    }

    @Test
    void errorsAreWrittenAsOpaWritesThem(@TempDir Path folder) throws IOException {
        String text = "# METADATA\n#\t<\n# title: x: y\npackage a\n";
        Files.writeString(folder.resolve("bad.rego"), text);
        List<Diagnostic> errors = RegoParser.parse(Source.of("bad.rego", text)).diagnostics();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        AstJson.writeErrors(errors, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(OpaProgram.tryRun(folder, "parse", "--format", "json", "bad.rego")
                        .output());
    }

    @Test
    void aPartialEvaluationIsRead(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("p.rego"), """
                package p

                allow if input.x == data.y

                allow if not denied

                denied if {
                	some z in input.zs
                	z > 3
                }
                """);
        String json = OpaProgram.run(
                folder,
                "eval",
                "--partial",
                "--format",
                "json",
                "-d",
                "p.rego",
                "-u",
                "input",
                "-u",
                "data.y",
                "data.p.allow");

        PartialAnswer answer = AstJson.readPartial(json);

        assertThat(answer.queries()).isNotEmpty();
        assertThat(answer.queries().toString()).contains("input.x = data.y", "not data.partial.");
        assertThat(answer.support()).hasSize(1);
        assertThat(answer.support().get(0).rules()).isNotEmpty();
    }
}
