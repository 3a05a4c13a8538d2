package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Head;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AstJsonReadTest {
    private static final String TEMPLATE = """
            {"package": {"path": [{"type": "var", "value": "data"}, {"type": "string", "value": "a"}]},
             "rules": [{"head": %s, "body": [{"index": 0, "terms": {"type": "boolean", "value": true}}]}]}""";

    @ParameterizedTest
    @MethodSource("io.rego4j.testing.SamplePolicies#names")
    void eachNodeGetsItsPlaceBack(String name) {
        RegoModule parsed = SamplePolicies.parse(name);

        RegoModule read = AstJson.readModule(AstJson.toString(parsed, AstJsonOptions.ALL));

        List<Node> before = NodeWalk.all(parsed, Node.class);
        List<Node> after = NodeWalk.all(read, Node.class);
        assertThat(after).hasSameSizeAs(before);
        for (int i = 0; i < before.size(); i++) {
            if (before.get(i) instanceof Term
                    && !(before.get(i) instanceof CallTerm)
                    && after.get(i).origin().isPresent()) {
                assertThat(after.get(i).origin())
                        .hasToString(before.get(i).origin().toString());
                assertThat(after.get(i).origin().text())
                        .isEqualTo(before.get(i).origin().text());
            }
        }
    }

    @Test
    void anEmptyCommentBeforeACarriageReturnIsRead() {
        RegoModule parsed = RegoParser.parse(Source.of("package a\r\n#\r\n")).orThrow();

        String json = AstJson.toString(parsed, AstJsonOptions.ALL);

        assertThat(json).contains("\"Text\": null");
        assertThat(AstJson.readModule(json).comments()).isEqualTo(parsed.comments());
    }

    @Test
    void headsOfOldVersionsHaveANameAndAKeyInsteadOfAReference() {
        String x = "{\"type\": \"var\", \"value\": \"x\"}";
        String one = "{\"type\": \"number\", \"value\": 1}";

        assertThat(headOf("{\"name\": \"p\", \"value\": " + one + "}")).isEqualTo(parsedHead("p = 1 { true }"));
        assertThat(headOf("{\"name\": \"p\", \"key\": " + x + "}")).isEqualTo(parsedHead("p[x] { true }"));
        assertThat(headOf("{\"name\": \"p\", \"key\": " + x + ", \"value\": " + one + "}"))
                .isEqualTo(parsedHead("p[x] = 1 { true }"));
        assertThat(headOf("{\"name\": \"f\", \"args\": [" + x + "], \"value\": " + one + "}"))
                .isEqualTo(parsedHead("f(x) = 1 { true }"));
    }

    private static Head headOf(String head) {
        return AstJson.readModule(TEMPLATE.formatted(head)).rules().get(0).head();
    }

    private static Head parsedHead(String rule) {
        return RegoParser.parse(Source.of("package a\n" + rule), ParseOptions.of(RegoVersion.V0))
                .orThrow()
                .rules()
                .get(0)
                .head();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"type\": \"var\", \"value\": 1}                       | /value       | expected a string, found the number 1",
                "{\"type\": \"thing\", \"value\": 1}                     | /type        | there is no term of type \"thing\"",
                "{\"type\": \"number\"}                                  | ``           | there is no \"value\"",
                "{\"type\": \"array\", \"value\": [{\"type\": \"ref\"}]} | /value/0     | there is no \"value\"",
                "{\"type\": \"ref\", \"value\": []}                      | /value       | a reference needs a head",
                "{\"type\": \"object\", \"value\": [[]]}                 | /value/0     | expected a key and a value, found 0 terms",
                "[1, 2                                                   | ``           | 1:6: Unexpected end-of-input",
                "1 2                                                     | ``           | more follows the first value",
                "``                                                      | ``           | there is no JSON"
            })
    void anErrorNamesThePointerAndTheFault(String json, String pointer, String problem) {
        assertThatThrownBy(() -> AstJson.readTerm(json))
                .isInstanceOfSatisfying(
                        AstJsonException.class, e -> assertThat(e.pointer()).isEqualTo(pointer))
                .hasMessageContaining(problem);
    }

    @Test
    void anAnswerOfTheCompileApiIsRead() {
        String yes = "[{\"index\": 0, \"terms\": {\"type\": \"var\", \"value\": \"x\"}}]";

        assertThat(AstJson.readPartial("{\"result\": {\"queries\": [[], " + yes + "]}}")
                        .queries())
                .hasToString("[true, x]");
        assertThat(AstJson.readPartial("{\"result\": {}}").queries()).isEmpty();
        assertThatThrownBy(() -> AstJson.readPartial("{\"answer\": 1}")).hasMessageContaining("queries");
    }

    @Test
    void aLocationBeyondAnyFileIsRefused() {
        assertThatThrownBy(
                        () -> AstJson.readTerm(
                                "{\"type\": \"boolean\", \"value\": true, \"location\": {\"file\": \"\", \"row\": 999999999, \"col\": 1}}"))
                .isInstanceOf(AstJsonException.class)
                .hasMessageContaining("/location");
    }

    @Test
    void numbersThatJsonHasNoFormForAreWrittenAsTheNearestThatItHas() {
        assertThat(List.of(".5", "1.", "-.0e3", "007", "1e3").stream()
                        .map(text -> AstJson.toString(new NumberTerm(text), AstJsonOptions.DEFAULT.withIndent(false))))
                .containsExactly(
                        "{\"type\":\"number\",\"value\":0.5}",
                        "{\"type\":\"number\",\"value\":1.0}",
                        "{\"type\":\"number\",\"value\":-0.0e3}",
                        "{\"type\":\"number\",\"value\":7}",
                        "{\"type\":\"number\",\"value\":1e3}");
    }

    @Test
    void withoutOptionsTheDefaultOnesCount() throws Exception {
        RegoModule module = SamplePolicies.parse("everything.rego");
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        ByteArrayOutputStream expected = new ByteArrayOutputStream();

        AstJson.write(module, written);
        AstJson.write(module, AstJsonOptions.DEFAULT, expected);

        assertThat(written.toString(StandardCharsets.UTF_8)).isEqualTo(expected.toString(StandardCharsets.UTF_8));
        assertThat(AstJson.toString(module)).isEqualTo(AstJson.toString(module, AstJsonOptions.DEFAULT));
    }

    @Test
    void depthDoesNotMatter() {
        Term deep = new BooleanTerm(true);
        for (int i = 0; i < 50_000; i++) {
            deep = new ArrayTerm(List.of(deep));
        }

        Term read = AstJson.readTerm(AstJson.toString(deep, AstJsonOptions.DEFAULT.withIndent(false)));

        assertThat(NodeWalk.depth(read)).isEqualTo(50_001);
        Term expected = deep;
        assertThat(DeepStack.call(50_001, () -> expected.equals(read))).isTrue();
    }
}
