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
import io.rego4j.format.prepare.TreePreparation;
import io.rego4j.json.AstJson;
import io.rego4j.json.AstJsonOptions;
import io.rego4j.parity.OpaPackages;
import io.rego4j.parity.PendingAnswers;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import io.rego4j.testing.ResidualPolicies;
import io.rego4j.testing.SamplePolicies;
import io.rego4j.testing.TreeMutator;
import io.rego4j.testing.WrittenTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A changed tree is written as its own text. The suite tries some; scripts/tree-fuzz tries any number, and holds the texts
 * against the real OPA in bulk.
 */
class ChangedTreesTest {
    private static final int TREES = Integer.getInteger("rego4j.trees", 1_000);
    private static final long SEED = Long.getLong("rego4j.seed", 14);
    private static final List<Path> POLICIES = List.of(
            SamplePolicies.FOLDER,
            Path.of("src/test/resources/format"),
            Path.of("src/test/resources/io/rego4j/check/cases/v1"));
    private static final int GENERATED = 200;
    /** Why a tree has no text: two kinds of negation need two texts; OPA's parser refuses an operand that is always true. */
    private static final List<String> NO_TEXT = List.of(
            "one text cannot hold both kinds of not",
            "operand of `and` cannot consist only of calls to `print`",
            "operand of `or` cannot consist only of calls to `print`");

    private static final int MOST_FAULTS = 100;
    /** A long run says from time to time how far it is. */
    private static final int TOLD_AFTER = 5_000;

    @Test
    void aChangedTreeIsWrittenAndReadsBackAsThatTree() throws IOException {
        List<RegoModule> pool = new ArrayList<>(pool());
        pool.addAll(ResidualPolicies.all());
        TreeMutator mutator = new TreeMutator(SEED, pool);
        List<String> faults = new ArrayList<>();
        int refused = 0;
        int told = 0;
        try (OpaPackages packages = OpaPackages.ifWanted()) {
            PendingAnswers pending = new PendingAnswers(packages, faults);
            for (int i = 0; i < TREES && faults.size() < MOST_FAULTS; i++) {
                if (i > 0 && i % TOLD_AFTER == 0) {
                    System.out.println(i + " trees, refused: " + refused + ", faults: " + faults.size());
                    faults.subList(told, faults.size()).forEach(System.out::println);
                    told = faults.size();
                }
                RegoModule tree = mutator.next();
                String name = "tree " + i + ": " + mutator.steps() + ": ";
                FormatResult result = Rego.format(tree, FormatOptions.DEFAULT);
                if (result.isFormatted()) {
                    WrittenTree written = WrittenTree.of(tree, RegoVersion.V1, result);
                    String problem = written.problem();
                    if (problem == null) {
                        pending.ask(name, written);
                    } else {
                        faults.add(name + problem);
                    }
                } else if (NO_TEXT.stream().anyMatch(result.errors().toString()::contains)) {
                    refused++;
                } else {
                    faults.add(name + "not written: " + result.errors() + "\n" + tree);
                }
            }
            pending.finish();
        }
        System.out.println("changed trees: " + TREES + ", of these refused: " + refused + ", faults: " + faults.size());
        assertThat(faults).isEmpty();
    }

    @Test
    void metadataThatIsTakenFromARuleStaysAsMereText() {
        RegoModule read = RegoParser.parse(
                        Source.of("# METADATA\n# title: shop\npackage shop\n\n# METADATA\n# title: one\na := 1\n\n"
                                + "# METADATA\n# title: two\n\n# why\nb := 2\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        Rule second = read.rules().get(1);
        RegoModule changed = read.withAnnotations(read.annotations().subList(0, 2))
                .withRules(List.of(read.rules().get(0), second.withAnnotations(List.of())));

        assertThat(Rego.format(changed))
                .isEqualTo("# METADATA\n# title: shop\npackage shop\n\n# METADATA\n# title: one\na := 1\n\n"
                        + "## METADATA\n## title: two\n\n# why\nb := 2\n");
    }

    @Test
    void theOnlyMetadataThatIsTakenFromATreeStaysAsMereText() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1\n\nb := 2\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        RegoModule changed = read.withAnnotations(List.of())
                .withRules(List.of(
                        read.rules().get(0).withAnnotations(List.of()),
                        read.rules().get(1)));

        assertThat(Rego.format(changed)).isEqualTo("package shop\n\n## METADATA\n## title: one\na := 1\n\nb := 2\n");
    }

    @Test
    void metadataThatABuiltOneReplacesGoesWithItsLines() {
        RegoModule read = RegoParser.parse(
                        Source.of(
                                "package shop\n\n# METADATA\n# title: one\na := 1\n\n# METADATA\n# title: two\nb := 2\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        Annotations other = read.annotations().get(1).withOrigin(Origin.NONE);
        Rule first = read.rules().get(0).withAnnotations(List.of(other));
        Rule second = read.rules().get(1).withAnnotations(List.of());

        assertThat(Rego.format(read.withAnnotations(List.of(other)).withRules(List.of(first, second))))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: two\na := 1\n\n"
                        + "## METADATA\n## title: two\nb := 2\n");
    }

    @Test
    void aCommentBehindMetadataStaysWhereNothingHasAPlace() {
        RegoModule read = RegoParser.parse(
                        Source.of(
                                "package shop\n\n# METADATA\n# title: one\na := 1 # why\n\n# METADATA\n# title: two\nb := 2\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
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
        RegoModule placeless = TreeMutator.withoutLocations(RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1 # why\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow());

        assertThat(Rego.format(placeless
                        .withAnnotations(List.of())
                        .withRules(List.of(placeless.rules().get(0).withAnnotations(List.of())))))
                .isEqualTo("package shop\n\na := 1\n\n## METADATA\n## title: one\n# why\n");
    }

    @Test
    void metadataThatIsTakenFromATreeStaysAsMereTextThroughJson() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1 # why\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
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
    void aCommentWhereNoneCanStandIsPutAboveTheRule() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\nimport rego.v2\n\nallow if input.a and input.b\n"),
                        ParseOptions.of(RegoVersion.V1))
                .orThrow();
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
        RegoModule read = RegoParser.parse(
                        Source.of(
                                "package shop\n\nimport rego.v1\nimport future.keywords.in\nimport data.b\n\na := b\n"),
                        ParseOptions.of(RegoVersion.V1))
                .orThrow();
        List<Import> imports = new ArrayList<>(read.imports());
        Import left = imports.get(1);
        imports.set(1, left.withOrigin(left.origin().with(new Comment(" why"))));

        assertThat(Rego.format(read.withImports(imports)))
                .isEqualTo("package shop\n\n# why\n\nimport rego.v1\n\nimport data.b\n\na := b\n");
    }

    @Test
    void aCommentMayClaimThePlaceOfAnyNode() {
        RegoModule read = RegoParser.parse(
                        Source.of(
                                "package shop\n\nimport rego.v2\n\n# METADATA\n# title: one\nf(\n\tx,\n\t[a, b]\n) := {\n\tx,\n\ta\n} if {\n"
                                        + "\t$`a{x} b{b\n\t+ 1}\n` != a\n} else := [y | some y in x; y\n\t== `c\n`] if {\n\tx.a and x.b\n} # why\n\n# end\nb := 1\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
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

    @Test
    void aCommentThatClaimsThePlaceOfMetadataIsNoPartOfIt() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1 # why\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
        List<Comment> comments = new ArrayList<>(read.comments());
        comments.set(2, comments.get(2).withOrigin(read.annotations().get(0).origin()));

        assertThat(Rego.format(read.withComments(comments)))
                .isEqualTo("package shop\n\n# METADATA\n# scope: rule\n# title: one\na := 1\n\n# why\n");
    }

    @Test
    void metadataThatOnlyARuleHoldsIsKeptWithoutPlaces() {
        RegoModule read = RegoParser.parse(
                        Source.of("package shop\n\n# METADATA\n# title: one\na := 1 # why\n"),
                        ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
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
        RegoModule read = RegoParser.parse(
                        Source.of(text), ParseOptions.of(RegoVersion.V1).withAnnotations(true))
                .orThrow();
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
    void anUnchangedTreeHasTheTextThatFormattingItsTextGives() {
        for (RegoModule module : pool()) {
            Source source = module.origin().source();
            assertThat(Rego.format(module)).isEqualTo(Rego.format(source.text()));
        }
    }

    /** False for a policy that is refused, such as one with a name that hides another. */
    private static boolean isTaken(RegoModule module) {
        return Rego.format(module, FormatOptions.DEFAULT).isFormatted();
    }

    static List<String> texts() {
        List<String> texts = new ArrayList<>();
        for (Path folder : POLICIES) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(f -> f.toString().endsWith(".rego"))
                        .sorted()
                        .toList()) {
                    texts.add(Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        ModuleGenerator generator = new ModuleGenerator(SEED, RegoVersion.V1);
        for (int i = 0; i < GENERATED; i++) {
            texts.add(generator.module());
        }
        return texts;
    }

    static List<RegoModule> pool() {
        List<String> texts = texts();
        List<RegoModule> modules = new ArrayList<>();
        for (String text : texts) {
            ParseResult<RegoModule> read = RegoParser.parse(
                    Source.of(text), ParseOptions.of(RegoVersion.V1).withAnnotations(true));
            if (read.isSuccess() && isTaken(read.orThrow())) {
                modules.add(read.orThrow());
            }
        }
        return modules;
    }
}
