package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rules, packages, imports and variables of real sets renamed at random to a fresh name and back: the same bytes; the tree
 * differs in that name only, and what the real {@code opa check} and {@code opa test} say stays. The suite tries some;
 * scripts/edit-fuzz tries any number on any policies.
 */
class RandomRenamesTest {
    /** How many times something is renamed in each file. */
    private static final int ROUNDS = Integer.getInteger("rego4j.renames", 1);

    private static final long SEED = Long.getLong("rego4j.seed", 20);
    private static final List<Path> OWN = List.of(
            Path.of("samples/spring/src/main/rego"),
            Path.of("src/test/resources/io/rego4j/junit/app"),
            Path.of("src/test/resources/io/rego4j/junit/covered"));

    @TempDir
    Path work;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final RoundTrips trips = new RoundTrips(SEED, counts, problems);

    @Test
    void renamedThereAndBackIsTheSameText() {
        for (Path folder : RealPolicies.areGiven() ? List.<Path>of() : RealPolicies.folders()) {
            for (RegoVersion version : List.of(RegoVersion.V0, RegoVersion.V1)) {
                List<RegoModule> modules = RealPolicies.read(folder, version);
                if (!modules.isEmpty()) {
                    PolicySet set = RoundTrips.set(modules, version);
                    trips.of(folder.toString(), set, ROUNDS, changes -> "");
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    @Test
    void opaSaysOfRenamedSetsWhatItSaidBefore() throws IOException {
        int sets = 0;
        int files = 0;
        int tests = 0;
        for (Path repository : RealPolicies.areGiven() ? RealPolicies.folders() : OWN) {
            for (LoadedSet set : LoadedSet.of(repository, work)) {
                PolicySet policies = RoundTrips.set(set.modules(), set.version());
                trips.of(set.name().toString(), policies, ROUNDS, changes -> asked(set, changes));
                sets++;
                files += policies.modules().size();
                tests += set.tests().size();
                set.delete();
            }
            System.out.println(repository + ": so far " + sets + " sets with " + files + " files and " + tests
                    + " tests; renamed in " + trips.files() + " files: " + counts);
        }
        assertThat(problems).isEmpty();
        assertThat(counts.getOrDefault("OPA says as before", 0)).isPositive();
        assertThat(tests).isPositive();
    }

    /** What OPA says of changed texts other than before, which stand in the files only while it is asked. */
    private static String asked(LoadedSet set, List<Change> changes) {
        Map<String, String> before = new LinkedHashMap<>();
        try {
            for (Change change : changes) {
                for (EditedText text : change.texts()) {
                    before.putIfAbsent(text.source().name(), text.source().text());
                    write(text.source().name(), text.text());
                }
            }
            String errors = set.check();
            Map<String, String> tests = new TreeMap<>();
            if (!errors.isEmpty()) {
                return "opa check: " + errors;
            }
            return !set.test(tests)
                    ? "opa test does not load them"
                    : tests.equals(set.tests()) ? "" : "opa test: " + set.tests() + ", then " + tests;
        } finally {
            before.forEach(RandomRenamesTest::write);
        }
    }

    private static void write(String file, String text) {
        try {
            Files.writeString(Path.of(file), text, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
