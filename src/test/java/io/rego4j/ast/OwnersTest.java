package io.rego4j.ast;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import io.rego4j.testing.SamplePolicies;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which statement comments and METADATA belong to. */
class OwnersTest {
    @Test
    void aCommentLeadsStandsInsideTrailsOrStandsFree() {
        RegoModule module = RegoParser.parse(Source.of("""
                # free at the top

                # leads the package
                package a # trails the package

                # leads the import, too
                # leads the import
                import data.x

                # free

                p := [ # inside
                	1,
                ] # trails p
                # leads q
                q if p
                # free below q
                """)).orThrow();
        CommentOwners owners = CommentOwners.of(module);

        assertThat(texts(owners, module.pkg(), CommentOwners.Role.LEADING)).containsExactly(" leads the package");
        assertThat(texts(owners, module.pkg(), CommentOwners.Role.TRAILING)).containsExactly(" trails the package");
        assertThat(texts(owners, module.imports().get(0), CommentOwners.Role.LEADING))
                .containsExactly(" leads the import, too", " leads the import");
        assertThat(texts(owners, module.rules().get(0), CommentOwners.Role.INSIDE))
                .containsExactly(" inside");
        assertThat(texts(owners, module.rules().get(0), CommentOwners.Role.TRAILING))
                .containsExactly(" trails p");
        assertThat(texts(owners, module.rules().get(1), CommentOwners.Role.LEADING))
                .containsExactly(" leads q");
        assertThat(owners.free())
                .extracting(Comment::text)
                .containsExactly(" free at the top", " free", " free below q");
    }

    private static List<String> texts(CommentOwners owners, Node statement, CommentOwners.Role role) {
        return owners.of(statement, role).stream().map(Comment::text).toList();
    }

    @Test
    void commentsWithoutPlacesStandFree() {
        RegoModule built = SamplePolicies.parse("everything.rego").withComments(List.of(new Comment(" built")));

        assertThat(CommentOwners.of(built).free()).hasSize(1);
    }

    @Test
    void aBlockHasOneTargetAndAppliesToRulesByItsScope() {
        RegoModule module = RegoParser.parse(Source.of("""
                # METADATA
                # title: of the package
                package a

                # METADATA
                # scope: document
                # title: of all p
                p := 1 if input.a

                # METADATA
                # title: of one p
                p := 1 if input.b
                """)).orThrow();
        AnnotationOwners owners = AnnotationOwners.of(module);
        List<Annotations> blocks = module.annotations();

        assertThat(owners.target(blocks.get(0))).containsSame(module.pkg());
        assertThat(owners.rules(blocks.get(0))).isEmpty();
        assertThat(owners.target(blocks.get(1))).containsSame(module.rules().get(0));
        assertThat(owners.rules(blocks.get(1))).isEqualTo(module.rules());
        assertThat(owners.target(blocks.get(2))).containsSame(module.rules().get(1));
        assertThat(owners.rules(blocks.get(2))).containsExactly(module.rules().get(1));
        assertThat(module.rules().get(1).annotations())
                .extracting(Annotations::title)
                .containsExactly("of all p", "of one p");
    }

    @Test
    void blocksAreAttachedToTheRulesThatTheyApplyTo() {
        RegoModule module = RegoParser.parse(Source.of("""
                package a

                # METADATA
                # title: of q
                q := 1
                """)).orThrow();
        Annotations block = module.annotations().get(0);
        RegoModule bare = module.withAnnotations(List.of())
                .withRules(List.of(module.rules().get(0).withAnnotations(List.of())));
        AnnotationOwners owners = AnnotationOwners.of(bare);

        assertThat(owners.statementBelow(3)).containsSame(bare.rules().get(0));
        assertThat(owners.statementBelow(5)).isEmpty();
        assertThat(owners.attach(List.of(block))).isEqualTo(module);
        assertThat(block.toComments())
                .extracting(Comment::text)
                .containsExactly(" METADATA", " scope: rule", " title: of q");
    }

    @Test
    void theAssociationSurvivesJsonWithoutPlaces() {
        RegoModule read =
                AstJson.readModule(AstJson.toString(SamplePolicies.parse("everything.rego"), AstJsonOptions.DEFAULT));
        AnnotationOwners owners = AnnotationOwners.of(read);

        assertThat(owners.target(read.annotations().get(0))).containsSame(read.pkg());
        assertThat(owners.rules(read.annotations().get(2)))
                .extracting(rule -> rule.head().ref().toString())
                .containsOnly("deny");
    }
}
