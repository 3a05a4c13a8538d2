package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Import;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.dsl.Dsl;
import io.rego4j.format.prepare.TreePreparation;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.TreeMutator;
import io.rego4j.testing.WrittenTree;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Comments and METADATA of a changed tree go with the node that owns them: none is lost, and none becomes METADATA. */
class CommentsOfChangedTreesTest {
    private static RegoModule read(String text) {
        return RegoParser.parse(Source.of(text), ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
    }

    @Test
    void metadataThatIsTakenFromARuleStaysAsMereText() {
        RegoModule read = read("# METADATA\n# title: shop\npackage shop\n\n# METADATA\n# title: one\na := 1\n\n"
                + "# METADATA\n# title: two\n\n# why\nb := 2\n");
        Rule second = read.rules().get(1);
        RegoModule changed = read.withAnnotations(read.annotations().subList(0, 2))
                .withRules(List.of(read.rules().get(0), second.withAnnotations(List.of())));

        assertThat(Rego.format(changed))
                .isEqualTo("# METADATA\n# title: shop\npackage shop\n\n# METADATA\n# title: one\na := 1\n\n"
                        + "## METADATA\n## title: two\n\n# why\nb := 2\n");
    }

    @Test
    void theOnlyMetadataThatIsTakenFromATreeStaysAsMereText() {
        RegoModule read = read("package shop\n\n# METADATA\n# title: one\na := 1\n\nb := 2\n");
        RegoModule changed = read.withAnnotations(List.of())
                .withRules(List.of(
                        read.rules().get(0).withAnnotations(List.of()),
                        read.rules().get(1)));

        assertThat(Rego.format(changed)).isEqualTo("package shop\n\n## METADATA\n## title: one\na := 1\n\nb := 2\n");
    }

    @Test
    void metadataThatABuiltOneReplacesGoesWithItsLines() {
        RegoModule read =
                read("package shop\n\n# METADATA\n# title: one\na := 1\n\n# METADATA\n# title: two\nb := 2\n");
        Annotations other = read.annotations().get(1).withOrigin(Origin.NONE);
        Rule first = read.rules().get(0).withAnnotations(List.of(other));
        Rule second = read.rules().get(1).withAnnotations(List.of());

        assertThat(Rego.format(read.withAnnotations(List.of(other)).withRules(List.of(first, second))))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: two\na := 1\n\n"
                        + "## METADATA\n## title: two\nb := 2\n");
    }

    @Test
    void aCommentBehindMetadataStaysWhereNothingHasAPlace() {
        RegoModule read =
                read("package shop\n\n# METADATA\n# title: one\na := 1 # why\n\n# METADATA\n# title: two\nb := 2\n");
        RegoModule placeless = TreeMutator.withoutLocations(read);
        Rule second = placeless.rules().get(1).withAnnotations(List.of());

        assertThat(Rego.format(placeless
                        .withAnnotations(placeless.annotations().subList(0, 1))
                        .withRules(List.of(placeless.rules().get(0), second))))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: one\na := 1\n\n"
                        + "b := 2\n\n# why\n## METADATA\n## title: two\n");
    }

    @Test
    void metadataThatIsTakenFromATreeWithoutPlacesStaysAsMereText() {
        RegoModule placeless =
                TreeMutator.withoutLocations(read("package shop\n\n# METADATA\n# title: one\na := 1 # why\n"));

        assertThat(Rego.format(placeless
                        .withAnnotations(List.of())
                        .withRules(List.of(placeless.rules().get(0).withAnnotations(List.of())))))
                .isEqualTo("package shop\n\na := 1\n\n## METADATA\n## title: one\n# why\n");
    }

    @Test
    void metadataThatIsTakenFromATreeStaysAsMereTextThroughJson() {
        RegoModule read = read("package shop\n\n# METADATA\n# title: one\na := 1 # why\n");
        RegoModule changed = read.withAnnotations(List.of())
                .withRules(List.of(read.rules().get(0).withAnnotations(List.of())));
        AstJsonOptions places = AstJsonOptions.DEFAULT.withLocations(true).withComments(true);

        assertThat(Rego.format(AstJson.readModule(AstJson.toString(changed, places))))
                .isEqualTo("package shop\n\n## METADATA\n## title: one\na := 1 # why\n");
        assertThat(Rego.format(AstJson.readModule(
                        AstJson.toString(TreeMutator.withoutLocations(changed), AstJsonOptions.DEFAULT))))
                .isEqualTo("package shop\n\na := 1\n\n## METADATA\n# title: one\n# why\n");
    }

    @Test
    void metadataThatIsTakenFromARuleStaysAsMereTextInABuilder() {
        RegoModule read =
                read("package shop\n\n# METADATA\n# title: one\na := 1\n\n# METADATA\n# title: two\nb := 2\n");
        RegoModule changed = read.withAnnotations(read.annotations().subList(1, 2))
                .withRules(List.of(
                        read.rules().get(0).withAnnotations(List.of()),
                        read.rules().get(1)));

        assertThat(Rego.format(Dsl.module("shop").addRules(changed).build()))
                .isEqualTo("package shop\n\n## METADATA\n## title: one\na := 1\n\n# METADATA\n# title: two\nb := 2\n");
    }

    @Test
    void aTreeThatWasReadWithoutMetadataKeepsThatOfItsRules() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1\n\n"
                                + "# METADATA\n# title: two\nb := 2\n\nc := 3\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(false))
                .orThrow();
        List<Rule> rules = read.rules();

        assertThat(Rego.format(read.withRules(List.of(rules.get(0), rules.get(2)))))
                .isEqualTo("package shop\n\n# METADATA\n# title: one\na := 1\n\nc := 3\n");
    }

    @Test
    void aCommentThatClaimsThePlaceOfMetadataIsNoPartOfIt() {
        RegoModule read = read("package shop\n\n# METADATA\n# title: one\na := 1 # why\n");
        List<Comment> comments = new ArrayList<>(read.comments());
        comments.set(2, comments.get(2).withOrigin(read.annotations().get(0).origin()));

        assertThat(Rego.format(read.withComments(comments)))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: one\na := 1\n\n# why\n");
    }

    @Test
    void metadataThatOnlyARuleHoldsIsKeptWithoutPlaces() {
        RegoModule read = read("package shop\n\n# METADATA\n# title: one\na := 1 # why\n");
        List<Comment> comments = new ArrayList<>(read.comments());
        comments.set(2, comments.get(2).withOrigin(read.annotations().get(0).origin()));

        RegoModule changed = read.withComments(comments).withAnnotations(List.of());

        assertThat(Rego.format(changed)).isEqualTo("package shop\n\n# why\n\n# METADATA\n# title: one\na := 1\n");
        assertThat(Rego.format(TreePreparation.withoutPlaces(changed)))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: one\na := 1\n\n# why\n");
    }

    @Test
    void aRuleThatClaimsThePlaceOfItsMetadataIsWritten() {
        String text = "package shop\n\n# METADATA\n# scope: document\n# title: one\nallow if input.a\n\n"
                + "# METADATA\n# scope: document\n# title: two\nallow if input.b\n";
        RegoModule read = read(text);
        Rule first = read.rules().get(0);
        RegoModule changed = read.withRules(List.of(
                first.withOrigin(first.origin().at(read.annotations().get(0).origin())),
                read.rules().get(1)));

        FormatResult result = Rego.format(changed, FormatOptions.DEFAULT);

        assertThat(result.isFormatted()).isTrue();
        assertThat(WrittenTree.of(changed, RegoVersion.V1, result).problem()).isNull();
        assertThat(result.text()).contains("# title: one", "# title: two");
    }

    @Test
    void aCommentWhereNoneCanStandIsPutAboveTheRule() {
        RegoModule read = read("package shop\n\nimport rego.v2\n\nallow if input.a and input.b\n");
        RegoModule changed = new Rewriter() {
            @Override
            public Expr expr(Expr expr) {
                return expr.toString().equals("input.b")
                        ? expr.withOrigin(expr.origin().with(new Comment(" why")))
                        : super.expr(expr);
            }
        }.module(read);

        assertThat(Rego.format(changed))
                .isEqualTo("package shop\n\nimport rego.v2\n\n# why\nallow if input.a and input.b\n");
    }

    @Test
    void aCommentOfAnImportThatIsLeftOutStays() {
        RegoModule read = read("package shop\n\nimport rego.v1\nimport future.keywords.in\nimport data.b\n\na := b\n");
        List<Import> imports = new ArrayList<>(read.imports());
        Import left = imports.get(1);
        imports.set(1, left.withOrigin(left.origin().with(new Comment(" why"))));

        assertThat(Rego.format(read.withImports(imports)))
                .isEqualTo("package shop\n\n# why\n\nimport rego.v1\n\nimport data.b\n\na := b\n");
    }

    @Test
    void aCommentMayClaimThePlaceOfAnyNode() {
        RegoModule read = read(
                "package shop\n\nimport rego.v2\n\n# METADATA\n# title: one\nf(\n\tx,\n\t[a, b]\n) := {\n\tx,\n\ta\n} if {\n"
                        + "\t$`a{x} b{b\n\t+ 1}\n` != a\n} else := [y | some y in x; y\n\t== `c\n`] if {\n\tx.a and x.b\n} # why\n\n# end\nb := 1\n");
        List<Origin> places = new ArrayList<>();
        NodeWalk.walk(read.rules(), node -> places.add(node.origin()));
        for (Origin place : places) {
            for (int i = 2; i < 4; i++) {
                List<Comment> comments = new ArrayList<>(read.comments());
                comments.set(i, comments.get(i).withOrigin(place));
                RegoModule changed = read.withComments(comments);

                FormatResult result = Rego.format(changed, FormatOptions.DEFAULT);

                assertThat(result.errors())
                        .as("%s at %s", comments.get(i), place)
                        .isEmpty();
                assertThat(WrittenTree.of(changed, RegoVersion.V1, result).problem())
                        .isNull();
            }
        }
    }
}
