package io.rego4j.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first error of a wrong module says what the first error of the real OPA says, with its hints, at its place. */
class FirstErrorTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    static Stream<Arguments> wrongModules() {
        return Stream.of(
                arguments(RegoVersion.V1, "p := 1e100000", "number too big"),
                arguments(RegoVersion.V1, "p := 1e30103", "number too big"),
                arguments(RegoVersion.V1, "p := 1e-99999999", "number too big"),
                arguments(RegoVersion.V1, "p := 1e99999999999", "unexpected number token: invalid float"),
                arguments(RegoVersion.V1, "p := 01", "unexpected number token: expected number without leading zero"),
                arguments(RegoVersion.V1, "p := .5.5", "unexpected number token: invalid float"),
                arguments(RegoVersion.V1, "p := 1.", "expected fraction"),
                arguments(RegoVersion.V1, "p := 0x1F", "illegal number format"),
                arguments(RegoVersion.V1, "p := \"a", "non-terminated string"),
                arguments(RegoVersion.V1, "p := \"\\u12\"", "non-terminated string"),
                arguments(RegoVersion.V1, "p := \"\\q\"", "illegal escape sequence"),
                arguments(RegoVersion.V1, "p := `a", "non-terminated string"),
                arguments(RegoVersion.V1, "p := [1 2]", "unexpected number token: expected \",\" or \"]\""),
                arguments(RegoVersion.V1, "p := {\"a\": 1 \"b\": 2}", "unexpected string token: non-terminated object"),
                arguments(RegoVersion.V1, "p if { x y }", "unexpected identifier token: expected \\n or ; or }"),
                arguments(RegoVersion.V1, "p if { x, y }", "unexpected , token: expected \\n or ; or }"),
                arguments(
                        RegoVersion.V1,
                        "p if { v in[1] }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.in` for `x in xs` expressions)"),
                arguments(RegoVersion.V1, "p { true }", "`if` keyword is required before rule body"),
                arguments(RegoVersion.V1, "p if { x } else.x", "else keyword cannot be used for rule name"),
                arguments(
                        RegoVersion.V1,
                        "p := 1 if { x } else := 2 if { y }.x",
                        "unexpected identifier token: expected number"),
                arguments(RegoVersion.V1, "default p := input.x", "illegal default rule (value cannot contain ref)"),
                arguments(
                        RegoVersion.V1,
                        "default p(x, x) := 1",
                        "illegal default rule (arguments cannot be repeated x)"),
                arguments(RegoVersion.V1, "p := !x", "illegal ! character"),
                arguments(RegoVersion.V1, "p := a. b", "unexpected whitespace token: expected identifier"),
                arguments(
                        RegoVersion.V1,
                        "import x",
                        "unexpected import path, must begin with one of: {data, future, input, rego}, got: x (hint: if this is unexpected, try updating OPA)"),
                arguments(
                        RegoVersion.V1,
                        "import rego.v9",
                        "invalid import `rego.v9`, must be one of: `rego.v1`, `rego.v2`"),
                arguments(
                        RegoVersion.V1,
                        "import future.keywords.x",
                        "unexpected keyword, must be one of [and contains every if in not or]"),
                arguments(RegoVersion.V1, "package b", "unexpected package"),
                arguments(RegoVersion.V1, "1 == 2", "rule name conflicts with built-in function"),
                arguments(RegoVersion.V1, "p := $x", "illegal $ character"),
                arguments(
                        RegoVersion.V1,
                        "p := \u00a01",
                        "illegal non-breaking space character, use a regular space instead"),
                arguments(RegoVersion.V1, "p if { some 1 }", "unexpected number token: expected var"),
                arguments(
                        RegoVersion.V1,
                        "p if { every x { true } }",
                        "unexpected { token: expected `x[, y] in xs { ... }` expression"),
                arguments(RegoVersion.V1, "p if { x with y }", "unexpected } token: expected as keyword"),
                arguments(RegoVersion.V1, "}", "unexpected } token"),
                arguments(RegoVersion.V1, "p := x.1", "unexpected number token: expected identifier"),
                arguments(RegoVersion.V1, "p := null.x", "illegal ref (head cannot be null)"),
                arguments(RegoVersion.V1, "p := 1(2)", "illegal ref (head cannot be number)"),
                arguments(RegoVersion.V1, "p if not not x", "unexpected not keyword"),
                arguments(
                        RegoVersion.V0,
                        "p { x in xs }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.in` for `x in xs` expressions)"),
                arguments(
                        RegoVersion.V0,
                        "p { k, v in xs }",
                        "unexpected , token: expected \\n or ; or } (hint: `import future.keywords.in` for `x in xs` expressions)"),
                arguments(
                        RegoVersion.V0,
                        "p { some x in xs }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.in` for `some x in xs` expressions)"),
                arguments(
                        RegoVersion.V0,
                        "p { every x in xs { x } }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.every` for `every x in xs { ... }` expressions)"),
                arguments(
                        RegoVersion.V0,
                        "p if { true }",
                        "var cannot be used for rule name (hint: `import future.keywords.if` for `p if { ... }` rules)"),
                arguments(
                        RegoVersion.V0,
                        "p contains x",
                        "var cannot be used for rule name (hint: `import future.keywords.contains` for `p contains x` rules)"),
                arguments(
                        RegoVersion.V0,
                        "p { a or b }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.or` for `x or y` expressions)"),
                arguments(
                        RegoVersion.V0,
                        "p { not a and b }",
                        "unexpected identifier token: expected \\n or ; or } (hint: `import future.keywords.and` for `x and y` expressions)"));
    }

    @ParameterizedTest
    @MethodSource("wrongModules")
    void theFirstErrorIsThatOfOpa(RegoVersion version, String rule, String message) throws Exception {
        String text = "package a\n\n" + rule + "\n";
        Diagnostic ours = RegoParser.parse(Source.of(text), ParseOptions.of(version))
                .diagnostics()
                .get(0);
        assertThat(ours.text()).isEqualTo(message);
        JsonNode opa = opa(text, version).path("errors").path(0);
        assertThat(opa.path("message").asText()).isEqualTo(message);
        assertThat(ours.span()).isNotNull();
        assertThat(ours.span().row() + ":" + ours.span().column())
                .isEqualTo(opa.path("location").path("row") + ":"
                        + opa.path("location").path("col"));
    }

    /** OPA drops what went wrong in one reading and reads the same text another way: the first error is that of the last. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "V0 p contains [k, v] if {\n some k, v in input.xs\n}",
                "V0 p { x }\nq contains [1, 2] if { true }\nr if",
                "V0 p if ,\n data.x.é\n}",
                "V0 if (input).y > 2",
                "V0 f(1)[x] {\n x := 1\n y * 2\n}",
                "V1 contains(xs, x) {\n xs[_] = x\n}",
                "V1 q { true }\ncontains(xs, x) {\n xs[_] = x\n}",
                "V1 contains(x) if {\n x\n}",
                "V1 contains contains x if {\n x [\n}",
                "V1 default contains x if {\n f([[, 2], x)\n}",
                "V1 default\n\ndefault p := 1",
                "V1 p if {\n some x in f(\n  1 2,\n 2)\n}",
                "V1 p if {\n some [a, b] in [\n  1,, 2]\n}",
                "V1 p if {\n some x in input.\nxs\n}",
                "V1 p := [x | some x in [\n 1 2]]",
                "V1 p := x some {\n y = 1\n}",
                "V1 p := [1] , {\n f(x y)\n}",
                "V1 p := a[1, [\n 2 3]]",
                "V1 p := (1, [\n 2 3])",
                "V1 p := {k: v |\n v = input[k]\n v = [1\n 2]\n}",
                "V1 p := {k: v |\n some k, v in input.xs\n v = [1\n 2]\n}",
                "V1 p := [x |\n some x in xs\n not f\n(x, y)]",
                "V1 p := {x |\n a[_] = x\n trim\n(x, y)}",
                "V1 p if {\n a\n b.c\"d\": e\n}",
                "V1 p if {\n x = 1\n : y = 2\n}",
                "V1 p[\"a\"] input& 1",
                "V1 p := [\n ,\n]",
                "V1 default p := x\n\n:= 2 if y",
                "V1 x+1 if { y }",
                "V1 deny[x] (\n y := 1\n z)",
                "V1 p (\"x\", b)\n}",
                "V1 import rego.v2\np if {\n { a := [1\n 2]; b } and c\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { input.a; input.b } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | {\n input.a\n input.b } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | {\n not input.a\n input.b } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { input.a with input as 1 } and input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { x := 1; input.b } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { {input.a; input.b} or input.c } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { 1, 2 in input.d; input.b } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n ({true | ({ input.a == 1; input.b } or input.c) })\n}",
                "V1 import rego.v2\np if {\n input.x\n not {true | { input.b; input.e } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n input.y or {true | { input.a; input.e } or input.c }\n}",
                "V1 import rego.v2\np if {\n input.x\n {true | { input.a; input.e } or input.c } or input.y\n}"
            })
    void theFirstErrorIsWhereOpaFindsItAfterAnotherReading(String versionAndRule) throws Exception {
        RegoVersion version = RegoVersion.valueOf(versionAndRule.substring(0, 2));
        String text = "package a\n\n" + versionAndRule.substring(3) + "\n";
        Diagnostic ours = RegoParser.parse(Source.of(text), ParseOptions.of(version))
                .diagnostics()
                .get(0);
        JsonNode opa = opa(text, version).path("errors").path(0);
        assertThat(ours.text() + " " + ours.span().row() + ":" + ours.span().column())
                .isEqualTo(opa.path("message").asText() + " "
                        + opa.path("location").path("row") + ":"
                        + opa.path("location").path("col"));
    }

    /** OPA takes a number if its binary exponent has at most five digits, or if it is so small that Go reads zero. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1e30102",
                "9.99002e30102",
                "1e-30102",
                "1.5e0000000000000003",
                "0e999999",
                "0.0e-99999999999",
                "1e-650000000",
                "1e-2147483000"
            })
    void numbersThatOpaTakesAreTaken(String number) throws Exception {
        String text = "package a\n\np := " + number + "\n";
        assertThat(RegoParser.parse(Source.of(text)).diagnostics()).isEmpty();
        assertThat(opa(text, RegoVersion.V1).has("package")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {30_103, 70_000})
    void longNumbersAreCountedByTheirDigits(int digits) {
        String text = "package a\n\np := " + "9".repeat(digits) + "\n";
        assertThat(RegoParser.parse(Source.of(text)).diagnostics())
                .extracting(Diagnostic::message)
                .containsExactly("number too big");
        assertThat(RegoParser.parse(Source.of(text.replace("9".repeat(digits), "9".repeat(30_102))))
                        .isSuccess())
                .isTrue();
    }

    /** The messages are those of {@code opa check --capabilities}. */
    @Test
    void capabilitiesThatOpaRefusesAreRefused() {
        assertThat(first(ParseOptions.of(RegoVersion.V1).withCapabilities(Set.of(), Set.of())))
                .isEqualTo("illegal capabilities: rego_v1 feature required for parsing v1 Rego");
        assertThat(first(ParseOptions.of(RegoVersion.V2).withCapabilities(Set.of(), Set.of("rego_v1"))))
                .isEqualTo("illegal capabilities: rego_v2 feature required for parsing v2 Rego");
        assertThat(first(ParseOptions.of(RegoVersion.V0).withCapabilities(Set.of("in", "iffy"), Set.of())))
                .isEqualTo("illegal capabilities: unknown keyword: iffy");
        assertThat(RegoParser.parse(
                                Source.of("package a"),
                                ParseOptions.of(RegoVersion.V0).withCapabilities(Set.of("in"), Set.of()))
                        .isSuccess())
                .isTrue();
    }

    private static String first(ParseOptions options) {
        return RegoParser.parse(Source.of("package a"), options)
                .diagnostics()
                .get(0)
                .message();
    }

    private JsonNode opa(String text, RegoVersion version) throws Exception {
        Files.writeString(folder.resolve("a.rego"), text);
        String flag = version == RegoVersion.V0 ? "--v0-compatible" : "--v1-compatible";
        OpaProgram.Result result = OpaProgram.tryRun(folder, "parse", "--format", "json", flag, "a.rego");
        return JSON.readTree(result.output());
    }
}
