package io.rego4j.format;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.parity.OpaPackages;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.ModuleGenerator;
import io.rego4j.testing.SamplePolicies;
import io.rego4j.testing.TreeMutator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
    private static final int MOST_FAULTS = 100;

    @Test
    void aChangedTreeIsWrittenAndReadsBackAsThatTree() throws IOException {
        TreeMutator mutator = new TreeMutator(SEED, pool());
        List<String> faults = new ArrayList<>();
        int left = 0;
        try (OpaPackages packages = OpaPackages.ifWanted()) {
            for (int i = 0; i < TREES && faults.size() < MOST_FAULTS; i++) {
                RegoModule tree = mutator.next();
                FormatResult result = Rego.format(tree, FormatOptions.DEFAULT);
                String problem = problem(tree, result);
                if (problem == null && packages != null && result.isFormatted()) {
                    problem = packages.against(tree, result.text(), RegoVersion.V1);
                }
                if (problem != null) {
                    faults.add("tree " + i + ": " + mutator.steps() + ": " + problem);
                }
                left += result.isFormatted() ? 0 : 1;
            }
        }
        System.out.println("changed trees: " + TREES + ", of these refused: " + left + ", faults: " + faults.size());
        assertThat(faults).isEmpty();
    }

    @Test
    void anUnchangedTreeHasTheTextThatFormattingItsTextGives() {
        for (RegoModule module : pool()) {
            Source source = module.origin().source();
            assertThat(Rego.format(module)).isEqualTo(Rego.format(source.text()));
        }
    }

    /** What is wrong with the text of a tree; null if nothing is. */
    private static @Nullable String problem(RegoModule tree, FormatResult result) {
        if (result.outcome() == Outcome.LEFT) {
            String errors = result.errors().toString();
            return errors.contains("both kinds of not") ? null : "not written: " + errors;
        }
        ParseResult<RegoModule> read = RegoParser.parse(
                Source.of(result.text()),
                ParseOptions.of(RegoVersion.V1).withAnnotations(true).withAllFeatures());
        if (!read.isSuccess()) {
            return "not read: " + read.diagnostics() + "\n" + result.text();
        }
        RegoModule written = read.orThrow();
        Object other = PolicyComparison.difference(TreeMutator.bare(tree), TreeMutator.bare(written));
        if (other != null) {
            return other + "\n" + result.text();
        }
        for (int i = 0; i < tree.rules().size(); i++) {
            List<Annotations> own = tree.rules().get(i).annotations();
            if (!written.rules().get(i).annotations().containsAll(own)) {
                return "METADATA lost: " + own + "\n" + result.text();
            }
        }
        List<String> lost = new ArrayList<>(comments(tree));
        written.comments().forEach(comment -> lost.remove(comment.text().strip()));
        if (!lost.isEmpty()) {
            return "comments lost: " + lost + "\n" + result.text();
        }
        // OPA's own text of a tree may change once when it is formatted again.
        int rounds = result.outcome() == Outcome.AS_OPA ? 2 : 1;
        String before = result.text();
        String after = before;
        for (int i = 0; i < rounds; i++) {
            before = after;
            FormatResult again = Rego.format(Source.of(before), RegoVersion.V1, FormatOptions.DEFAULT);
            if (!again.isFormatted()) {
                return "not formatted again: " + again.errors() + "\n" + before;
            }
            after = again.text();
        }
        return after.equals(before) ? null : "not stable:\n" + before + "\nthen:\n" + after;
    }

    /** The comments that are no METADATA. */
    private static List<String> comments(RegoModule module) {
        boolean told =
                module.annotations().stream().allMatch(block -> block.origin().isPresent());
        return module.comments().stream()
                .filter(comment -> told
                        && module.annotations().stream()
                                .noneMatch(block -> block.origin().start()
                                                <= comment.origin().start()
                                        && comment.origin().end()
                                                <= block.origin().end()))
                .map(comment -> comment.text().strip())
                .toList();
    }

    /** True if OPA's text of the policy stays as it is: of others, a changed one need not be stable either. */
    private static boolean isSettled(RegoModule module) {
        FormatResult once = Rego.format(module, FormatOptions.DEFAULT);
        if (!once.isFormatted()) {
            return false;
        }
        FormatResult twice = Rego.format(Source.of(once.text()), RegoVersion.V1, FormatOptions.DEFAULT);
        return twice.isFormatted() && twice.text().equals(once.text());
    }

    static List<RegoModule> pool() {
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
        List<RegoModule> modules = new ArrayList<>();
        for (String text : texts) {
            ParseResult<RegoModule> read = RegoParser.parse(
                    Source.of(text), ParseOptions.of(RegoVersion.V1).withAnnotations(true));
            if (read.isSuccess() && isSettled(read.orThrow())) {
                modules.add(read.orThrow());
            }
        }
        return modules;
    }
}
