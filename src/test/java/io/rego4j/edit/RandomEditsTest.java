package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.Formatter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.TreeMutator;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Policies changed at random: statements that did not change keep their bytes, and the text says what the tree says. The suite
 * tries some; scripts/edit-fuzz tries any number on any policies.
 */
class RandomEditsTest {
    private static final int EDITS = Integer.getInteger("rego4j.edits", 600);
    private static final long SEED = Long.getLong("rego4j.seed", 20);

    @Test
    void editedTextSaysWhatTheTreeSaysAndKeepsTheRest() {
        Map<String, Integer> counts = new TreeMap<>();
        List<String> problems = new ArrayList<>();
        for (RegoVersion version : List.of(RegoVersion.V0, RegoVersion.V1)) {
            List<RegoModule> pool = new ArrayList<>();
            for (Path folder : RealPolicies.folders()) {
                pool.addAll(RealPolicies.read(folder, version));
            }
            pool.removeIf(module -> module.rules().isEmpty());
            if (!pool.isEmpty()) {
                run(pool, version, EDITS / 2, counts, problems);
            }
        }
        System.out.println("edits: " + counts);
        assertThat(problems).isEmpty();
        assertThat(counts.getOrDefault("written", 0)).isGreaterThan(EDITS / 2);
    }

    private static void run(
            List<RegoModule> pool, RegoVersion version, int edits, Map<String, Integer> counts, List<String> problems) {
        TreeMutator mutator = new TreeMutator(SEED, pool);
        Random random = new Random(SEED);
        for (int i = 0; i < edits; i++) {
            RegoModule before = pool.get(random.nextInt(pool.size()));
            RegoModule after = mutator.edited(before);
            Source source = Objects.requireNonNull(before.origin().source());
            String problem;
            try {
                EditedText edited = Edit.of(source, before, after, version);
                problem = problem(before, after, edited, version);
                counts.merge("written", 1, Integer::sum);
            } catch (EditException e) {
                String reason = String.valueOf(e.getMessage()).replaceAll("[0-9]+|\n.*", "");
                counts.merge("refused: " + reason.substring(Math.max(0, reason.length() - 60)), 1, Integer::sum);
                problem = null;
                if (Boolean.getBoolean("rego4j.refusals")) {
                    System.out.println(mutator.steps() + " " + e.getMessage());
                }
            } catch (RuntimeException e) {
                problem = e.toString() + " at " + e.getStackTrace()[0];
            }
            if (problem != null) {
                problems.add(i + " " + version + " " + source.name() + " " + mutator.steps() + ": " + problem);
            }
        }
    }

    private static @Nullable String problem(
            RegoModule before, RegoModule after, EditedText edited, RegoVersion version) {
        RegoModule read =
                RegoParser.parse(edited.after(), ParseOptions.of(version)).orThrow();
        String difference = Formatter.difference(bare(after), bare(read)).orElse(null);
        if (difference != null) {
            return difference + "\n" + edited.text();
        }
        Map<Rule, Integer> old = new IdentityHashMap<>();
        before.rules().forEach(rule -> old.put(rule, 1));
        for (int i = 0; i < after.rules().size(); i++) {
            Rule rule = after.rules().get(i);
            // A further body of a rule of Rego v0 gets a head of its own if the rule that it shared one with changed.
            if (old.containsKey(rule) && !text(rule).startsWith("{")) {
                String was = text(rule);
                String is = text(read.rules().get(i));
                if (!was.equals(is)) {
                    return "an untouched rule was written anew:\n" + was + "\n---\n" + is;
                }
            }
        }
        return null;
    }

    private static RegoModule bare(RegoModule module) {
        return TreeMutator.bare(module);
    }

    private static String text(Rule rule) {
        return CommentOwners.extent(rule).text();
    }
}
