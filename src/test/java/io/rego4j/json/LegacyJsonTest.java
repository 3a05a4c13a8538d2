package io.rego4j.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What earlier versions wrote is read; the README beside the files says with which commands. */
class LegacyJsonTest {
    private static final Path FOLDER = SamplePolicies.FOLDER.resolve("old");

    @ParameterizedTest
    @ValueSource(strings = {"shapes.0.60.0.located.json", "heads.0.60.0.located.json", "bodies.0.60.0.located.json"})
    void withLocationsTheTreeIsThatOfTheParserAndFormatsAlike(String file) throws IOException {
        RegoModule parsed = parsed(file);

        RegoModule read = AstJson.readModule(text(file));

        assertThat(lines(read)).isEqualTo(lines(parsed));
        assertThat(read).isEqualTo(parsed);
        assertThat(formatted(read)).isEqualTo(formatted(parsed));
        List<Rule> rules = NodeWalk.all(read, Rule.class);
        assertThat(rules)
                .extracting(rule -> rule.origin().toString())
                .isEqualTo(NodeWalk.all(parsed, Rule.class).stream()
                        .map(rule -> rule.origin().toString())
                        .toList());
    }

    /** Which rule a block of METADATA belongs to is told by places alone: without them only the module has them. */
    @ParameterizedTest
    @ValueSource(strings = {"shapes.0.40.0.json", "shapes.0.45.0.json", "shapes.0.60.0.json", "heads.0.60.0.json"})
    void withoutLocationsTheTreeIsThatOfTheParserButForTheMetadataOfRules(String file) throws IOException {
        RegoModule parsed = withoutPlaces(parsed(file));
        RegoModule expected = parsed.withRules(parsed.rules().stream()
                .map(rule -> rule.withAnnotations(List.of()))
                .toList());

        RegoModule read = AstJson.readModule(text(file));

        assertThat(lines(read)).isEqualTo(lines(expected));
        assertThat(formatted(rulesOf(read))).isEqualTo(formatted(rulesOf(expected)));
    }

    @Test
    void metadataBelongToTheirRules() throws IOException {
        RegoModule read = AstJson.readModule(text("heads.0.60.0.located.json"));

        assertThat(read.rules().stream()
                        .filter(rule -> !rule.annotations().isEmpty())
                        .map(rule -> rule.head().ref() + ": "
                                + rule.annotations().stream()
                                        .map(Annotations::scope)
                                        .toList()))
                .containsExactly("allow: [document]", "objs[x]: [document]", "one_line: [rule]", "objs[x]: [document]");
    }

    @Test
    void aBodyThatWasWrittenIsToldFromOneThatWasAdded() throws IOException {
        RegoModule read = AstJson.readModule(text("bodies.0.60.0.located.json"));

        assertThat(read.rules())
                .hasSize(9)
                .allSatisfy(rule -> assertThat(rule.body().get(0).generated())
                        .isEqualTo(rule.head().ref().toString().startsWith("bare")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"partial.0.40.0.json", "partial.0.45.0.json", "partial.0.60.0.json"})
    void aPartialEvaluationIsRead(String file) throws IOException {
        PartialAnswer answer = AstJson.readPartial(text(file));

        assertThat(answer.queries()).hasSize(4);
        assertThat(answer.queries().toString())
                .contains("input.x = data.y", "not data.partial.__not", "every ", "data.partial.p.ready");
        assertThat(answer.support()).hasSize(2);
        assertThat(answer.support().stream().flatMap(module -> module.rules().stream()))
                .filteredOn(Rule::isDefault)
                .allSatisfy(rule -> assertThat(rule.body().get(0).generated()).isTrue())
                .hasSize(1);
        assertThat(answer.support())
                .allSatisfy(module -> assertThat(formatted(module)).contains("input."));
    }

    /** Each node's kind and text: equality alone passes over what OPA's does. */
    private static List<String> lines(RegoModule module) {
        return NodeWalk.all(module, Node.class).stream()
                .map(node -> node.getClass().getSimpleName() + " " + node
                        + (node instanceof Expr expr && expr.generated() ? " added" : ""))
                .toList();
    }

    private static RegoModule withoutPlaces(RegoModule module) {
        return AstJson.readModule(AstJson.toString(module, AstJsonOptions.DEFAULT));
    }

    /** Without places nothing tells where METADATA and comments are to be written. */
    private static RegoModule rulesOf(RegoModule module) {
        return module.withComments(List.of()).withAnnotations(List.of());
    }

    private static String formatted(RegoModule module) {
        FormatResult result = Rego.format(module, FormatOptions.of(RegoVersion.V0));
        assertThat(result.errors()).isEmpty();
        return result.text();
    }

    private static RegoModule parsed(String json) throws IOException {
        String policy = json.substring(0, json.indexOf('.')) + ".rego";
        return RegoParser.parse(Source.of(policy, text(policy)), ParseOptions.of(RegoVersion.V0))
                .orThrow();
    }

    private static String text(String file) throws IOException {
        return Files.readString(FOLDER.resolve(file));
    }
}
