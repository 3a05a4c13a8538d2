package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.RegoModule;
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
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
    /** So many trees are made before they are written, by as many threads as there are processors. */
    private static final int BATCH = 100;

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
            int made = 0;
            while (made < TREES && faults.size() < MOST_FAULTS) {
                List<Supplier<Judged>> batch = new ArrayList<>();
                for (int i = Math.min(BATCH, TREES - made); i > 0; i--) {
                    RegoModule tree = mutator.next();
                    String name = "tree " + made++ + ": " + mutator.steps() + ": ";
                    batch.add(() -> Judged.of(name, tree));
                }
                for (Judged tree : batch.parallelStream().map(Supplier::get).toList()) {
                    if (tree.fault() != null) {
                        faults.add(tree.name() + tree.fault());
                    } else if (tree.written() != null) {
                        pending.ask(tree.name(), tree.written());
                    } else {
                        refused++;
                    }
                }
                if (made % TOLD_AFTER == 0) {
                    System.out.println(made + " trees, refused: " + refused + ", faults: " + faults.size());
                    faults.subList(told, faults.size()).forEach(System.out::println);
                    told = faults.size();
                }
            }
            pending.finish();
        }
        System.out.println("changed trees: " + TREES + ", of these refused: " + refused + ", faults: " + faults.size());
        assertThat(faults).isEmpty();
    }

    /**
     * A tree with its text, or with what is wrong; with neither if it was refused for a reason that is known.
     *
     * @param fault null if nothing is wrong
     */
    private record Judged(
            String name,
            @Nullable WrittenTree written,
            @Nullable String fault) {
        static Judged of(String name, RegoModule tree) {
            FormatResult result = Rego.format(tree, FormatOptions.DEFAULT);
            if (result.isFormatted()) {
                WrittenTree written = WrittenTree.of(tree, RegoVersion.V1, result);
                return new Judged(name, written, written.problem());
            }
            String errors = result.errors().toString();
            boolean isKnown = NO_TEXT.stream().anyMatch(errors::contains);
            return new Judged(name, null, isKnown ? null : "not written: " + errors + "\n" + tree);
        }
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
