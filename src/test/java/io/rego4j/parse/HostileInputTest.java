package io.rego4j.parse;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.read.ModuleAssembler;
import io.rego4j.source.Source;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Input that was written to hurt: each gets OPA's answer, in time that grows with its size, and nothing is thrown. */
@Tag("slow")
class HostileInputTest {
    private static final String TOO_DEEP = "max parsing recursion depth exceeded";

    /** The limits were measured with the real OPA. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'[', ']', 49996",
                "'[1,', ']', 11110",
                "'{', '}', 49996",
                "'{1,', '}', 9999",
                "'{\"b\":1,\"a\":', '}', 9090",
                "'(', ')', 12499",
                "'f(', ')', 9999",
                "'a[', ']', 11110",
                "'[x|x=', ']', 9999",
                "'{x|x=', '}', 9090"
            })
    void nestsAsDeepAsInOpaAndNoDeeper(String open, String close, int limit) {
        assertThat(nested(open, close, limit).isSuccess()).isTrue();
        ParseResult<RegoModule> deeper = nested(open, close, limit + 1);
        assertThat(deeper.isSuccess()).isFalse();
        assertThat(deeper.diagnostics().get(0).message()).isEqualTo(TOO_DEEP);
        assertThat(deeper.diagnostics().get(0).span()).isNotNull();
        assertThat(nested(open, close, 100_000).diagnostics().get(0).message()).isEqualTo(TOO_DEEP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[",
                "{",
                "(",
                "f(",
                "a[",
                "{\"a\":",
                "$\"{",
                "`",
                "#",
                "{x|",
                "|",
                "1 ",
                "a.",
                "not ",
                "some ",
                "if ",
                "import a ",
                "every x in x { ",
                "a{}",
                "{a|b,",
                "x:=1\n",
                "}",
                "a=b ",
                "\\",
                "default ",
                "\u0000",
                "\uD800",
                "\uFEFF",
                "\r",
                "\"",
                "x := 1 + ",
                "f().b().",
                "else := 1 ",
                "[{(",
                "[{(f(a[$\"{",
                "])}",
                "{\"a\": [1, {",
                "$`{",
                "\"\\u0041\\n\", ",
                "\"\\",
                "# METADATA\n# title: t\n# custom: {a: [1]}\np := 1\n",
                "# METADATA\n# a: [\n",
                "# - {a: 1}\n",
                "1e3, -0.5, ",
                "9",
                ", ",
                "p contains [k, v] if {\n",
                "some x in [",
                "some x, y, ",
                "{k: v | ",
                "x with input as ",
                "{ x } and ",
                "not { ",
                "contains(x) { ",
                "default ",
                "x.# c\n",
                "\u00A0",
                "\r\n",
                "package a\nimport rego.v1\n"
            })
    void readsAnythingRepeatedInLinearTime(String piece) {
        String text = "package a\n" + piece.repeat(200_000 / piece.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> RegoParser.parse(Source.of(text)));
    }

    /** Two statements that look like one, and a body that looks like a set, are read again. */
    @ParameterizedTest
    @ValueSource(strings = {"p [x] ", "p [{a | b}] ", "p (x) ", "p if { import.foo | {1} }\n"})
    void readsManyStatementsAgainInLinearTime(String piece) {
        String text = "package a\n" + piece.repeat(800_000 / piece.length());
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> RegoParser.parse(Source.of(text)));
    }

    /** So many that a search through all open brackets for each closing one would take longer than the limit by far. */
    @ParameterizedTest
    @CsvSource({
        "[, )",
        "[, }",
        "(, ]",
        "(, }",
        "{, ]",
        "{, )",
        "$\"{, ]",
        "f(, ]",
        "a[, )",
        "{x|, ]",
        "[{(, ]",
        "$\"{[, )"
    })
    void readsBracketsThatNothingOpenedInLinearTime(String open, String close) {
        String text = "package a\nx := " + open.repeat(1_000_000 / open.length()) + close.repeat(1_000_000);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> RegoParser.parse(Source.of(text)));
    }

    @Test
    void comparesTemplateStringsWithoutCommentsInLinearTime() {
        String text = "package a\nx := $\"" + "{ x}".repeat(500_000) + "\"";
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(60),
                () -> assertThat(ModuleAssembler.isSame(
                                new ModuleAssembler(Source.of(text), ParseOptions.DEFAULT).read(), Source.of(text)))
                        .isTrue());
    }

    @Test
    void aCommentAfterADotMayEndTheText() {
        assertThat(RegoParser.parse(Source.of("package a\nx := i.# c"))
                        .diagnostics()
                        .get(0)
                        .message())
                .isEqualTo("unexpected eof token: expected identifier");
    }

    @Test
    void namesWhatIsNoCharacter() {
        assertThat(messageAt('\u0000')).isEqualTo("illegal null character");
        assertThat(messageAt('\uFEFF')).isEqualTo("illegal byte-order mark");
        assertThat(messageAt('\uD800')).isEqualTo("illegal utf-8 character");
        assertThat(messageAt('\u00A0')).isEqualTo("illegal non-breaking space character, use a regular space instead");
    }

    private static String messageAt(char c) {
        return RegoParser.parse(Source.of("package a" + c)).diagnostics().get(0).message();
    }

    @Test
    void acceptsAByteOrderMarkAtTheStartAndRejectsBrokenBytes() {
        assertThat(RegoParser.parse(Source.of("\uFEFFpackage a")).isSuccess()).isTrue();
        byte[] broken = "package a # \u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertThat(RegoParser.parse(Source.of("a.rego", broken))
                        .diagnostics()
                        .get(0)
                        .message())
                .isEqualTo("illegal utf-8 character");
    }

    @Test
    void longChainsAndManyAlternativesAreNotTooDeep() {
        assertThat(parse("x := " + "1 + ".repeat(50_000) + "1").isSuccess()).isTrue();
        assertThat(parse("x := 1 if y " + "else := 1 if y ".repeat(5_000)).isSuccess())
                .isTrue();
    }

    private static ParseResult<RegoModule> nested(String open, String close, int depth) {
        return parse("x := " + open.repeat(depth) + "1" + close.repeat(depth));
    }

    private static ParseResult<RegoModule> parse(String rule) {
        return RegoParser.parse(Source.of("package a\n" + rule));
    }
}
