package io.rego4j.format.prepare;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.json.AstJson;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Trees from JSON of {@code opa parse} without locations: their METADATA come out as comments, and no comment does harm. */
class UnlocatedModuleTest {
    private static final String POLICY = """
            # A comment above.

            # METADATA
            # title: All
            # scope: subpackages
            # METADATA
            # description: "On one: line"
            # custom:
            #   sizes: [1, 2.50, {deep: null}]
            package a.b

            # METADATA
            # entrypoint: true
            # scope: document
            # related_resources:
            # - ref: https://example.com/a
            #   description: more
            # authors:
            # - Ada <ada@example.com>
            # schemas:
            # - input: schema.request
            # - input.y: {type: string}
            allow if input.x # behind a rule

            # METADATA
            # title: no
            allow if {
            	# within a rule
            	not input.y
            }

            # METADATA
            # title: twice
            p contains 1

            # METADATA
            # title: twice
            p contains 2

            # The end.
            """;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"comments", "-comments"})
    void itsMetadataAreWrittenAsComments(String include) throws IOException {
        RegoModule read = AstJson.readModule(json(POLICY, include));

        String text = Rego.format(read);

        RegoModule again = parse(text);
        assertThat(again.annotations())
                .containsExactlyInAnyOrderElementsOf(parse(POLICY).annotations());
        assertThat(metadata(again)).isEqualTo(metadata(parse(POLICY)));
        assertThat(again.rules())
                .usingElementComparator((a, b) -> bare(a).equals(bare(b)) ? 0 : 1)
                .isEqualTo(parse(POLICY).rules());
    }

    @Test
    void itsOtherCommentsFollowTheRules() throws IOException {
        String text = Rego.format(AstJson.readModule(json(POLICY, "comments")));

        assertThat(text).endsWith("\n# A comment above.\n# behind a rule\n# within a rule\n# The end.\n");
    }

    @Test
    void metadataOfWhichNothingTellsTheOwnerBecomeMereComments() throws IOException {
        RegoModule read = AstJson.readModule(json(POLICY, "comments"));
        RegoModule old = read.withRules(
                read.rules().stream().map(UnlocatedModuleTest::bare).toList());

        RegoModule again = parse(Rego.format(old));

        assertThat(again.annotations()).extracting(Annotations::scope).containsExactly("subpackages", "package");
        assertThat(again.comments()).extracting(Comment::text).contains("# METADATA", "# title: twice");
    }

    @Test
    void metadataThatOnlyCommentsHoldBecomeMereComments() throws IOException {
        RegoModule read = AstJson.readModule(json(POLICY, "comments")).withAnnotations(List.of());
        RegoModule mute = read.withRules(
                read.rules().stream().map(UnlocatedModuleTest::bare).toList());

        RegoModule again = parse(Rego.format(mute));

        assertThat(again.annotations()).isEmpty();
        assertThat(again.comments()).hasSameSizeAs(read.comments());
    }

    private static Rule bare(Rule rule) {
        return rule.withAnnotations(List.of());
    }

    private static List<List<Annotations>> metadata(RegoModule module) {
        return module.rules().stream().map(Rule::annotations).toList();
    }

    private static RegoModule parse(String text) {
        return RegoParser.parse(Source.of(text)).orThrow();
    }

    private String json(String text, String include) throws IOException {
        Files.writeString(folder.resolve("p.rego"), text);
        return OpaProgram.run(folder, "parse", "--format", "json", "--json-include", include, "p.rego");
    }
}
