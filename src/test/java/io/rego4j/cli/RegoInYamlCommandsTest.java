package io.rego4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The commands that take the Rego in YAML files as they take policies. */
class RegoInYamlCommandsTest {
    private static final String TEMPLATE = """
            # Why.
            kind: ConstraintTemplate
            spec:
              targets:
                - target: admission.k8s.gatekeeper.sh
                  code:
                  - engine: Rego
                    source:
                      rego: |
                        package a
                        violation[{"msg": msg}] { data.lib.x.bad(input.review); msg := "no" }
                      libs:
                        - |-
                          package lib.x
                          bad(r) { r.kind }
            """;

    @TempDir
    Path folder;

    @Test
    void fmtWritesWhatOpaWritesOfTheVersionThatTheFileSays() throws IOException {
        Path file = file("t.yaml", TEMPLATE);
        file("values.yaml", "package: x\nb: [\n");
        CommandLineTester result = CommandLineTester.run("fmt", "-w", folder.toString());
        assertThat(result).isEqualTo(new CommandLineTester(0, "", ""));
        assertThat(file).hasContent(TEMPLATE.replace("""
                        violation[{"msg": msg}] { data.lib.x.bad(input.review); msg := "no" }
            """, """

                        violation[{"msg": msg}] {
                        	data.lib.x.bad(input.review)
                        	msg := "no"
                        }
            """).replace("""
                          bad(r) { r.kind }
            """, """

                          bad(r) {
                          	r.kind
                          }
            """));
        assertThat(CommandLineTester.run("fmt", "--check", folder.toString()))
                .isEqualTo(new CommandLineTester(0, "", ""));
    }

    @Test
    void whatIsPassedOverIsSaidAndFailsWhereChangesDo() throws IOException {
        Path file = file("t.yaml", "spec: {rules: [{rego: 'package a'}]}\n");
        Path other = file("x.yaml", "a: 1\n");
        String note =
                "note: " + file + ": spec.rules[0].rego looks like Rego and was passed over: name it with --yaml-path"
                        + " 'spec.rules[*].rego'\n";
        assertThat(CommandLineTester.run("fmt", folder.toString())).isEqualTo(new CommandLineTester(0, "", note));
        assertThat(CommandLineTester.run("fmt", "--fail", folder.toString()))
                .isEqualTo(new CommandLineTester(2, "", note));
        assertThat(CommandLineTester.run("fmt", "--fail", "--yaml=false", folder.toString()))
                .isEqualTo(new CommandLineTester(0, "", ""));
        assertThat(CommandLineTester.run("fmt", "--fail", "--yaml-path", "spec.rules[*].rego", file.toString()))
                .isEqualTo(new CommandLineTester(0, "spec: {rules: [{rego: 'package a'}]}\n", ""));
        assertThat(CommandLineTester.run("fmt", "--fail", other.toString()))
                .isEqualTo(new CommandLineTester(
                        2,
                        "",
                        "note: " + other
                                + ": passed over, no Rego was found in it; --yaml-path says where there is some\n"));
        assertThat(CommandLineTester.run("fmt", "--yaml-path", "a[", other.toString())
                        .err())
                .contains("--yaml-path: \"a[\" is no path into YAML");
    }

    @Test
    void anErrorHasThePlaceInTheYamlFile() throws IOException {
        Path file = file("t.yaml", TEMPLATE.replace("input.review)", "input.review))"));
        for (String command : new String[] {"fmt", "parse", "migrate"}) {
            CommandLineTester result = CommandLineTester.run(command, file.toString());
            assertThat(result.exitCode()).as(command).isEqualTo(2);
            assertThat(result.err()).as(command).contains(file + ":11:").contains("rego_parse_error: ");
        }
        assertThat(file).hasContent(TEMPLATE.replace("input.review)", "input.review))"));
    }

    @Test
    void checkAsksTheRealOpaAboutTheSetsInAFile() throws IOException {
        Path good = file("good.yaml", TEMPLATE);
        assertThat(CommandLineTester.run("check", good.toString())).isEqualTo(new CommandLineTester(0, "", ""));
        Path bad = file("bad.yaml", TEMPLATE.replace("r.kind", "s.kind"));
        CommandLineTester result = CommandLineTester.run("check", bad.toString());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .isEqualTo(bad + ":15:24: rego_unsafe_var_error: var s is unsafe\n\t              bad(r) { s.kind }\n\t"
                        + " ".repeat(23) + "^\n");
    }

    @Test
    void parsePrintsTheTreeOfEachPolicy() throws IOException {
        Path file = file("t.yaml", TEMPLATE);
        CommandLineTester result = CommandLineTester.run("parse", "-f", "jsonl", file.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(",\"module\".*", "")))
                .containsExactly(
                        "{\"file\":\"" + file + ": spec.targets[0].code[0].source.rego\"",
                        "{\"file\":\"" + file + ": spec.targets[0].code[0].source.libs[0]\"");
    }

    @Test
    void parsePlacesEachNodeInTheYamlFile() throws IOException {
        for (String text : new String[] {
            TEMPLATE,
            TEMPLATE.replace("\n", "\r\n"),
            "kind: ConfigMap\ndata:\n  a.rego: \"package a\\n# \\\"\\np = 1\"\n  b.rego: 'package b\n\n\n    p = [1, 22]'\n"
        }) {
            Path file = file("t.yaml", text);
            CommandLineTester result =
                    CommandLineTester.run("parse", "-f", "jsonl", "--json-include", "locations", file.toString());
            int places = 0;
            for (String line : result.out().split("\n")) {
                for (JsonNode location : new ObjectMapper().readTree(line).findValues("location")) {
                    assertThat(location.path("file").asText()).isEqualTo(file.toString());
                    byte[] bytes = location.has("text") ? location.path("text").binaryValue() : new byte[0];
                    String code = new String(bytes, StandardCharsets.UTF_8);
                    String row = text.split("\n")[location.path("row").asInt() - 1];
                    assertThat(row.substring(location.path("col").asInt() - 1))
                            .startsWith(code.lines().findFirst().orElse(""));
                    places++;
                }
            }
            assertThat(places).isGreaterThan(9);
        }
    }

    @Test
    void migrateKnowsTheFunctionThatOnlyGatekeeperHas() throws IOException {
        Path file = file("t.yaml", """
            kind: ConstraintTemplate
            spec:
              targets:
                - target: a
                  rego: |
                    package a
                    violation[{"msg": "no"}] { external_data({"provider": "p", "keys": []}) }
            """);
        CommandLineTester result = CommandLineTester.run("migrate", file.toString());
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(file).content().contains("violation contains {\"msg\": \"no\"} if external_data(");
    }

    @Test
    void migrateSetsTheVersion() throws IOException {
        Path file = file("t.yaml", TEMPLATE);
        CommandLineTester result = CommandLineTester.run("migrate", file.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(file).hasContent(TEMPLATE.replace("""
                      rego: |
                        package a
                        violation[{"msg": msg}] { data.lib.x.bad(input.review); msg := "no" }
            """, """
                      version: "v1"
                      rego: |
                        package a

                        violation contains {"msg": msg} if {
                        	data.lib.x.bad(input.review)
                        	msg := "no"
                        }
            """).replace("""
                          bad(r) { r.kind }
            """, """

                          bad(r) if r.kind
            """));
        assertThat(CommandLineTester.run("migrate", file.toString()).out())
                .endsWith("2 policies: 0 rewritten, 0 failed; 0 places for a person to decide\n");
    }

    @Test
    void whatStandsRightBelowATargetMovesIntoItsCodeWhereTheVersionIsSaid() throws IOException {
        String legacy = """
                kind: ConstraintTemplate
                spec:
                  targets:
                  - # First.
                    rego: |+    # Why.
                      package a
                      # Old.
                      violation[m] { m := data.lib.x.bad(input.review) }

                # Less indented.
                    libs:
                    - "package lib.x\\n\\nbad(r) = m { m := r.kind }"  # In quotes.
                    - >-
                      package lib.y

                    # Behind.
                    target: admission.k8s.gatekeeper.sh
                """;
        Path file = file("t.yaml", legacy);
        CommandLineTester result = CommandLineTester.run("migrate", file.toString());
        assertThat(result.out())
                .contains(file + ": spec.targets[0]: rego and libs into code[0].source, with version v1\n")
                .endsWith("3 policies: 3 rewritten, 0 failed; 0 places for a person to decide\n");
        assertThat(result.exitCode()).isZero();
        assertThat(file).hasContent("""
                kind: ConstraintTemplate
                spec:
                  targets:
                  - # First.
                    code:
                    - engine: Rego
                      source:
                        version: "v1"
                        rego: |+    # Why.
                          package a

                          # Old.
                          violation contains m if m := data.lib.x.bad(input.review)

                    # Less indented.
                        libs:
                        - "package lib.x\\n\\nbad(r) := m if m := r.kind"  # In quotes.
                        - >-
                          package lib.y

                    # Behind.
                    target: admission.k8s.gatekeeper.sh
                """);
    }

    @Test
    void inAFlowMappingTheMoveStaysOnItsLine() throws IOException {
        Path file = file(
                "t.yaml",
                "kind: ConstraintTemplate\nspec: {targets: [{target: x, rego: \"package a\\np { true }\", libs:"
                        + " ['package lib.b']}]}\n");
        CommandLineTester.run("migrate", file.toString());
        assertThat(file)
                .hasContent("kind: ConstraintTemplate\nspec: {targets: [{target: x, code: [{engine: Rego, source:"
                        + " {version: \"v1\", rego: \"package a\\n\\np := true\", libs: ['package lib.b']}}]}]}\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "- {rego: 'package a', target: x, libs: ['package b']}|rego and libs do not stand side by side",
                "- {rego: 'package a', code: []}|the target has code, too",
                "  x: {rego: 'package a'}|targets by their names, as v1alpha1 has them, have no code",
                "- {rego: 'package a', libs: [{}]}|rego or libs are not written in place",
                "- {libs: ['package a']}|there is no rego beside libs",
            })
    void whatCannotBeMovedStaysWithItsPlace(String targets, String why) throws IOException {
        String old = "kind: ConstraintTemplate\nspec:\n  targets:\n    " + targets + "\n";
        Path file = file("t.yaml", old);
        CommandLineTester result = CommandLineTester.run("migrate", file.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "migrate_no_version: what stands right below a target is Rego v0 to Gatekeeper, and it cannot be"
                                + " moved: " + why + " (hint: ");
        assertThat(file).hasContent(old);
    }

    @Test
    void regoThatAnAliasUsesInAnotherTargetStays() throws IOException {
        String old = "kind: ConstraintTemplate\nspec:\n  targets:\n  - rego: &r 'package a'\n  - rego: *r\n";
        Path file = file("t.yaml", old);
        assertThat(CommandLineTester.run("migrate", file.toString()).err())
                .contains(file + ":4:15: migrate_shared_text: an alias uses Rego of this target in another one, which"
                        + " would have to become v1 with it");
        assertThat(file).hasContent(old);
    }

    @Test
    void aTargetThatIsNotDoneStaysAsItIs() throws IOException {
        String open = TEMPLATE.replace("r.kind", "any(r.kind)");
        Path half = file("half.yaml", open);
        assertThat(CommandLineTester.run("migrate", half.toString()).err())
                .contains(half + ":15:24: migrate_deprecated_builtin: any is deprecated, and Rego v1 does not have it");
        assertThat(half).hasContent(open);
    }

    @Test
    void fmtWritesNoImportThatGatekeeperRefuses() throws IOException {
        String text = "kind: ConstraintTemplate\nspec:\n  targets:\n  - rego: |\n      package a\n\n"
                + "      p {\n      \tinput.x\n      }\n";
        Path file = file("t.yaml", text);
        assertThat(CommandLineTester.run("fmt", "--v0-v1", "--check", file.toString()))
                .isEqualTo(new CommandLineTester(
                        0,
                        "",
                        "note: " + file
                                + ": written for Rego v0 only, as Gatekeeper refuses import rego.v1; rego4j migrate"
                                + " takes it to v1\n"));
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
