package io.rego4j.parse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.RegoModule;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import io.rego4j.testing.OpaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The tree, with all its places, is the one that the real OPA makes; what it refuses is refused in the same row. */
class OpaParityTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @ParameterizedTest
    @EnumSource(
            value = RegoVersion.class,
            names = {"V0", "V1"})
    void generatedModulesReadAsInOpa(RegoVersion version) throws Exception {
        ModuleGenerator generator = new ModuleGenerator(20260101, version);
        for (int i = 0; i < 40; i++) {
            compare(generator.module(), version);
        }
    }

    @Test
    void theGeneratorMakesEveryKindOfNode() {
        Set<String> kinds = new TreeSet<>();
        ModuleGenerator generator = new ModuleGenerator(7, RegoVersion.V2);
        for (int i = 0; i < 400; i++) {
            String text = generator.module();
            RegoParser.parse(Source.of(text), ParseOptions.of(RegoVersion.V2))
                    .tree()
                    .ifPresent(module -> collect(module, kinds));
        }
        assertThat(kinds)
                .contains(
                        "Annotations",
                        "ArrayComprehensionTerm",
                        "ArrayTerm",
                        "Body",
                        "BooleanTerm",
                        "CallTerm",
                        "Comment",
                        "Every",
                        "Expr",
                        "Head",
                        "Import",
                        "LogicalAnd",
                        "LogicalOr",
                        "Not",
                        "NullTerm",
                        "NumberTerm",
                        "ObjectComprehensionTerm",
                        "ObjectTerm",
                        "RefTerm",
                        "RegoModule",
                        "RegoPackage",
                        "Rule",
                        "SetComprehensionTerm",
                        "SetTerm",
                        "SomeDecl",
                        "StringTerm",
                        "TemplateStringTerm",
                        "VarTerm",
                        "With");
    }

    /** Each line is a module in small, after its package. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p if { {1, 2} == {2, 1} }",
                "p if {x | some x in input.xs}",
                "p if {\"a\": 1}",
                "p if {input.x}",
                "p if {\n import.foo | {1}\n foo.import == {1} }",
                "p if {input.x} | {1} == {1}",
                "p := {1 | 2, 3}",
                "p := [1 | 2, 3]",
                "p := {\"k\": 1 | 2, \"l\": 3}",
                "p := [x | a, x in input.xs]",
                "p := (1 + 2) * ((3))",
                "p := -input.x - -1",
                "p := ([1, 2])[0]",
                "p := (input)",
                "p := [, 1, 2,]",
                "p [x] if { x := 1 }",
                "p contains x if some x in [1, 2]",
                "p := 1 if input.x else := 2 if { input.y } else := 3",
                "p(_) := 1 if input.x else := 2 if input.y",
                "p if every k, v in {1: 2} { k < v }",
                "if.x := 1",
                "p := data.if.not[\"x y\"]",
                "p := $\"a{1}b{input.x}\\{c\"",
                "p := $`{# why\n1}`",
                "p if { some x in[1] }",
                "p := x if [x] := [1]\n{true}",
                "(p) := 1",
                "a + b := 1",
                "p := 1; q := 2",
                "p if { x := 1 y := 2 }",
                "p := {1, 2: 3}",
                "p if not some x in xs",
                "p := input. x",
                "p := 01",
                "p := \"\\u12\"",
                "default p := input.x",
                "import data.if",
                "import rego.v3",
                "p := 1 { true }",
                "p[x] { x }",
                "every := 1",
                "p := f(1)(2)",
                "p if { k, v in[1] }",
                "p if { some k, v in[1] }",
                "p if { [k, v in[1]] }",
                "p if { x in[1] }",
                "p := 1 if { x } else := 2 if { y }.x",
                "p if { x } else if { y } else.x",
                "p := a.|",
                "p := a.&.b",
                "p if { some v, w\n -v < 3 }",
                "p if { some v, w\n -v in xs }",
                "p if { some v\n -v < 3 }",
                "p := {1: 2 | 3, -1 in 4 in 5: 6}",
                "p := {1: 2 | 3; 4, 5: 6}",
                "p if { ({x |\n some v; y}) == 1 }",
                "p if { ({x | some v; y}) == 1 }",
                "p if { ({x |\n some v, w}) == 1 }",
                "p if { ({x |\n not y}) == 1 }",
                "p if { (({$\"{x}\" |\n every v in y { v }}) == 1) }",
                "p if { 1 == ({x |\n not y}) }"
            })
    void smallModulesReadAsInOpa(String rule) throws Exception {
        compare("package a\n\n" + rule + "\n", RegoVersion.V1);
        compare("package a\nimport rego.v2\n" + rule + "\n", RegoVersion.V1);
    }

    /** A keyword at the end of a path is a name: the import after it is one. */
    @ParameterizedTest
    @ValueSource(
            strings = {"package a.package", "package package", "package a\nimport data.import", "package a.import"})
    void importsAfterAPathThatEndsInAKeywordBringKeywords(String header) throws Exception {
        compare(header + "\nimport rego.v1\np if true\n", RegoVersion.V0);
        compare(header + "\nimport future.keywords.if\np if true\n", RegoVersion.V0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "p if { x and y or not z with input as 1 }",
                "p if { {x; y} and {z} }",
                "p if { not {x; y} }",
                "p if { not (x or y) }",
                "p if { (x and y) or (z with input.a as 1) }",
                "p if { not x and y }",
                "p if { or(x, y) == x & y }",
                "p := 1 if a else := 2 if { x == 1 } or { y }",
                "p := 1 if { x } or { y } else := 2 if { not {x} or y }",
                "p if { (x or y)\n -5 < 3 }",
                "p if { (x)\n -5 < 3 }",
                "p if { not (x with y as 1)\n -5 < 3 }",
                "p := {x | some v, w\n -5 < 3}",
                "p if { not ({1} == x with y as 1) }",
                "p if { not (y == {1} with y as 1) }",
                "p if { ({x} & y or z) }",
                "p if { ({x | { y == 1; z } or w}) == 1 }",
                "p if { not ({x |\n not y}) }",
                "p if { z; x == {true | { x; y } or z} }",
                "p if { z; {true | x; { x; y } or z} }",
                "p if { {true | { not x } or z} }",
                "p if { {true | { x } or z} }",
                "p if x with input as 1 and y"
            })
    void logicReadsAsInOpa(String rule) throws Exception {
        compare("package a\nimport rego.v2\n" + rule + "\n", RegoVersion.V1);
    }

    /** What {@code not} takes where {@code and} and {@code or} are no keywords. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "p if not (not x)",
                "p if not (x with input as 1)",
                "p if not (not (x with input as 1))",
                "p if not ((not x))",
                "p if not ({x; y})",
                "p if not (not {x})",
                "p if not ({x |\n not y})",
                "p if (not x)"
            })
    void negationReadsAsInOpa(String rule) throws Exception {
        compare("package a\nimport future.keywords.not\n" + rule + "\n", RegoVersion.V1);
    }

    private void compare(String text, RegoVersion version) throws Exception {
        Path file = Files.writeString(folder.resolve("a.rego"), text);
        String flag = version == RegoVersion.V0 ? "--v0-compatible" : "--v1-compatible";
        OpaProgram.Result opa = OpaProgram.tryRun(
                folder, "parse", "--format", "json", "--json-include", "locations,comments", flag, "a.rego");
        ParseResult<RegoModule> ours = RegoParser.parse(Source.read(file), ParseOptions.of(version));
        // OPA reads .5, and cannot write it as JSON.
        boolean unwritable = opa.output().contains("error calling MarshalJSON");
        if (unwritable) {
            assertThat(ours.isSuccess()).as(text).isTrue();
            return;
        }
        assertThat(ours.isSuccess())
                .as("%s%n%s%n%s", text, opa.output(), ours.diagnostics())
                .isEqualTo(opa.exitCode() == 0);
        if (ours.isSuccess()) {
            JsonNode expected = withoutFile(JSON.readTree(opa.output()));
            JsonNode actual = withoutFile(JSON.readTree(AstJson.toString(ours.orThrow(), AstJsonOptions.ALL)));
            assertThat(actual).as(text).isEqualTo(expected);
        }
    }

    private static JsonNode withoutFile(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove("file");
        }
        node.forEach(OpaParityTest::withoutFile);
        return node;
    }

    private static void collect(io.rego4j.ast.Node node, Set<String> kinds) {
        kinds.add(node.getClass().getSimpleName());
        node.children().forEach(child -> collect(child, kinds));
    }
}
