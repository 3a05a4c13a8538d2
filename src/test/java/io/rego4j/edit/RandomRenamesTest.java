package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Documents;
import io.rego4j.edit.name.LocalVariable;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Rules, packages and variables of real sets renamed at random to a fresh name and back: the same bytes; the tree differs in
 * that name only, and what {@code opa check} and {@code opa test} say stays. The suite tries some; scripts/edit-fuzz tries any
 * number on any policies.
 */
class RandomRenamesTest {
    private static final int RENAMES = Integer.getInteger("rego4j.renames", 20);
    /** How many of the renames of a set are shown to the real OPA. */
    private static final int SHOWN = Integer.getInteger("rego4j.opa.renames", 0);

    private static final long SEED = Long.getLong("rego4j.seed", 20);
    private static final String FRESH = "zz_fresh";

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Set<String> files = new HashSet<>();
    private final Random random = new Random(SEED);

    @Test
    void renamedThereAndBackIsTheSame() throws IOException {
        for (Path folder : RealPolicies.folders()) {
            for (RegoVersion version : List.of(RegoVersion.V0, RegoVersion.V1)) {
                List<RegoModule> modules = RealPolicies.read(folder, version);
                if (!modules.isEmpty()) {
                    set(folder, PolicySet.of(modules, CheckOptions.of(version)));
                }
            }
        }
        System.out.println("renames: " + counts + " over " + files.size() + " files");
        assertThat(problems).isEmpty();
        assertThat(counts.getOrDefault("there and back", 0)).isPositive();
    }

    private void set(Path folder, PolicySet set) throws IOException {
        set.modules().forEach(module -> files.add(source(module).name()));
        for (int i = 0; i < RENAMES; i++) {
            RegoModule module = set.modules().get(random.nextInt(set.modules().size()));
            String what;
            Change there;
            Change back = null;
            Refactoring refactoring = refactoring(set);
            List<LocalVariable> variables = LocalVariable.of(set.names().of(module));
            DataPath pkg = DataPath.of(module.pkg().path());
            int kind = random.nextInt(3);
            if (kind == 0 && !variables.isEmpty()) {
                LocalVariable variable = variables.get(random.nextInt(variables.size()));
                what = "variable " + variable.name() + " at "
                        + variable.places().get(0);
                there = refactoring.rename(variable.places().get(0), FRESH);
                if (there.isDone() && !there.texts().isEmpty()) {
                    back = backAtPlace(there, module, set, variable.name());
                }
            } else {
                DataPath from = pkg;
                if (kind == 1 && !module.rules().isEmpty()) {
                    Rule rule = module.rules().get(random.nextInt(module.rules().size()));
                    from = Documents.of(pkg, rule);
                }
                DataPath to = from.first(from.size() - 1).plus(List.of(FRESH));
                what = from.toString();
                there = refactoring.rename(from.toString(), to.toString());
                if (there.isDone()) {
                    back = refactoring(there.after()).rename(to.toString(), from.toString());
                }
            }
            judge(set, what, there, back);
            if (i < SHOWN && back != null) {
                ask(folder, set, there, what);
            }
        }
    }

    /** The check of thousands of files at once would take most of the time. */
    private static Refactoring refactoring(PolicySet set) {
        Refactoring refactoring = Refactoring.of(set);
        return set.modules().size() > 100 ? refactoring.byNamesOnly() : refactoring.keepGoing();
    }

    private static Change backAtPlace(Change there, RegoModule module, PolicySet set, String name) {
        int index = set.modules().indexOf(module);
        for (int i = 0; i < set.modules().size(); i++) {
            index = set.modules().get(i) == module ? i : index;
        }
        RegoModule after = there.after().modules().get(index);
        LocalVariable fresh = LocalVariable.of(there.after().names().of(after)).stream()
                .filter(each -> each.name().equals(FRESH))
                .findFirst()
                .orElseThrow();
        return refactoring(there.after()).rename(fresh.places().get(0), name);
    }

    private void judge(PolicySet set, String what, Change there, @Nullable Change back) {
        if (!there.isDone()) {
            count("refused: " + there.errors().get(0).message().replaceAll("data[^ ]*|[0-9]+|\"[^\"]*\"", "…"));
            if (Boolean.getBoolean("rego4j.refusals")) {
                System.out.println(what + ": " + there.errors().get(0));
            }
        } else if (back == null) {
            count("nothing to rename");
        } else if (!back.isDone()) {
            problems.add(what + ": not back: " + back.errors());
        } else {
            for (int i = 0; i < set.modules().size(); i++) {
                Source before = source(set.modules().get(i));
                if (!source(back.after().modules().get(i)).text().equals(before.text())) {
                    boolean writtenOut = there.places().stream()
                            .anyMatch(place -> place.message().contains("keeps its name"));
                    if (writtenOut) {
                        count("an import that data needs was written out");
                        return;
                    }
                    problems.add(what + ": other bytes in " + before);
                }
            }
            count("there and back");
            count(what.startsWith("variable") ? "variables" : "paths");
        }
    }

    /** Whether the real OPA says of the renamed set what it says of the set. */
    private void ask(Path folder, PolicySet set, Change there, String what) throws IOException {
        Path copy = Files.createTempDirectory("renamed");
        try {
            boolean v0 = set.options().version() == RegoVersion.V0;
            copy(folder, copy, set);
            String before = check(copy, v0);
            if (!before.isEmpty()) {
                count("opa check fails before");
                return;
            }
            String tests = tests(copy, v0);
            for (EditedText text : there.texts()) {
                Path file = copy.resolve(
                        folder.relativize(Path.of(text.source().name())).toString());
                Files.writeString(file, text.text(), StandardCharsets.UTF_8);
            }
            String after = check(copy, v0);
            if (!after.isEmpty()) {
                problems.add(what + ": opa check: " + after);
            }
            String testsAfter = tests(copy, v0);
            if (!testsAfter.equals(tests)) {
                problems.add(what + ": opa test: " + tests + " then " + testsAfter);
            }
            count("opa check and opa test as before");
            count("opa test with tests", tests.isEmpty() ? 0 : 1);
        } finally {
            try (Stream<Path> all = Files.walk(copy)) {
                for (Path each : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                    Files.delete(each);
                }
            }
        }
    }

    private static void copy(Path folder, Path copy, PolicySet set) throws IOException {
        Set<String> wanted = new HashSet<>();
        set.modules().forEach(module -> wanted.add(source(module).name()));
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                boolean isData = each.toString().matches(".*/data\\.(json|ya?ml)");
                if (isData || wanted.contains(each.toString())) {
                    Path target = copy.resolve(folder.relativize(each).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(each, target);
                }
            }
        }
    }

    private static String check(Path folder, boolean v0) {
        OpaProgram.Result result = v0
                ? OpaProgram.tryRun(folder, "check", "--v0-compatible", ".")
                : OpaProgram.tryRun(folder, "check", ".");
        return result.exitCode() == 0 ? "" : result.output();
    }

    /** The outcomes of the tests, by file and row: names may be other ones. */
    private static String tests(Path folder, boolean v0) {
        OpaProgram.Result result = v0
                ? OpaProgram.tryRun(folder, "test", "--v0-compatible", "-v", "--timeout", "20s", ".")
                : OpaProgram.tryRun(folder, "test", "-v", "--timeout", "20s", ".");
        return result.output()
                .lines()
                .filter(line -> line.matches(".*: (PASS|FAIL|ERROR|SKIPPED).*|(PASS|FAIL|ERROR|SKIPPED): .*"))
                .map(line -> line.replaceAll("\\(.*\\)|data\\.[^:]*", "").strip())
                .sorted()
                .reduce("", (a, b) -> a + b + "\n");
    }

    private void count(String what) {
        count(what, 1);
    }

    private void count(String what, int more) {
        counts.merge(what, more, Integer::sum);
    }

    private static Source source(RegoModule module) {
        return Objects.requireNonNull(module.origin().source());
    }
}
