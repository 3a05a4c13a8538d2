package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.TreeText;
import io.rego4j.bundle.OpaCommand;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
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
    void the_output_is_that_of_opa_byte_for_byte(String name, String include) throws IOException {
        RegoModule module = Policies.parse(name);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        AstJson.write(module, AstJsonOptions.including(include), out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(
                        OpaCommand.run(Policies.FOLDER, "parse", "--format", "json", "--json-include", include, name));
    }

    @ParameterizedTest
    @MethodSource("io.rego4j.json.Policies#names")
    void what_opa_wrote_is_read_and_written_again_unchanged(String name) {
        for (String include : List.of("locations,comments", "comments")) {
            String json = OpaCommand.run(Policies.FOLDER, "parse", "--format", "json", "--json-include", include, name);

            RegoModule read = AstJson.readModule(json);

            assertThat(AstJson.toString(read, AstJsonOptions.including(include)) + "\n")
                    .isEqualTo(json);
            assertThat(read).isEqualTo(Policies.parse(name));
        }
    }

    @ParameterizedTest
    @MethodSource("io.rego4j.json.Policies#names")
    void the_tree_for_people_is_that_of_opa(String name) {
        assertThat(TreeText.of(Policies.parse(name))).isEqualTo(OpaCommand.run(Policies.FOLDER, "parse", name));
    }

    @Test
    void errors_are_written_as_opa_writes_them(@TempDir Path folder) throws IOException {
        String text = "# METADATA\n#\t<\n# title: x: y\npackage a\n";
        Files.writeString(folder.resolve("bad.rego"), text);
        List<Diagnostic> errors = RegoParser.parse(Source.of("bad.rego", text)).diagnostics();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        AstJson.writeErrors(errors, out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(OpaCommand.tryRun(folder, "parse", "--format", "json", "bad.rego")
                        .output());
    }

    @Test
    void a_partial_evaluation_is_read(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("p.rego"), """
                package p

                allow if input.x == data.y

                allow if not denied

                denied if {
                	some z in input.zs
                	z > 3
                }
                """);
        String json = OpaCommand.run(
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
