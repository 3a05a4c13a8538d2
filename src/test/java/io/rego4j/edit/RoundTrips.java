package io.rego4j.edit;

import io.rego4j.ast.Import;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Documents;
import io.rego4j.edit.name.LocalRename;
import io.rego4j.edit.name.LocalVariable;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Renames something of each file of a set to a fresh name and back. Each rename is judged by itself: with the old name in place
 * of the fresh one, the changed texts must be the old texts, and the way back must give the same bytes. Several renames are on
 * top of each other when the real OPA is asked, which takes longer than all the rest.
 */
final class RoundTrips {
    /** How many renames OPA is asked about at once. */
    private static final int BATCH = Integer.getInteger("rego4j.batch", 40);

    private static final String FRESH = "zz_fresh_";

    private final Random random;
    private final Map<String, Integer> counts;
    private final List<String> problems;
    private final Set<String> renamedFiles = new HashSet<>();
    private final Set<String> judgedFiles = new HashSet<>();

    RoundTrips(long seed, Map<String, Integer> counts, List<String> problems) {
        this.random = new Random(seed);
        this.counts = counts;
        this.problems = problems;
    }

    /** A rename that was done. */
    private record Step(
            String what,
            String old,
            String fresh,
            PolicySet before,
            Change there,
            @Nullable Way back) {
        boolean isListed() {
            return !there.places().isEmpty();
        }
    }

    /** How to take a rename back. */
    private interface Way extends Function<PolicySet, Change> {}

    /** Files in which something was renamed, in sets that OPA was asked about. */
    int files() {
        return judgedFiles.size();
    }

    /**
     * Renames something in each file, some rounds long.
     *
     * @param opa what the real OPA says of the changed texts; empty if it is what it said before
     */
    void of(String name, PolicySet set, int rounds, Function<List<Change>, String> opa) {
        for (int round = 0; round < rounds; round++) {
            List<Integer> left = new ArrayList<>(
                    IntStream.range(0, set.modules().size()).boxed().toList());
            Collections.shuffle(left, random);
            while (!left.isEmpty()) {
                List<Integer> batch = new ArrayList<>(left.subList(0, Math.min(BATCH, left.size())));
                left.subList(0, batch.size()).clear();
                left.addAll(batch(name, set, batch, opa));
            }
        }
    }

    /** Renames something in each of these files; the result are those that OPA was not asked about. */
    private List<Integer> batch(String name, PolicySet set, List<Integer> files, Function<List<Change>, String> opa) {
        List<Step> steps = new ArrayList<>();
        List<Integer> ofStep = new ArrayList<>();
        PolicySet now = set;
        for (int file : files) {
            Step step = step(now, file, FRESH + steps.size());
            if (step != null) {
                steps.add(step);
                ofStep.add(file);
                now = step.there().after();
            }
        }
        int good = good(steps, 0, steps.size(), opa);
        List<Integer> again = new ArrayList<>();
        if (good < steps.size()) {
            Step bad = steps.get(good);
            if (bad.isListed()) {
                count("OPA says otherwise, as a listed place foretells");
            } else {
                problem(name + ": " + bad.what() + ": " + opa.apply(changes(steps.subList(0, good + 1))));
            }
            again.addAll(ofStep.subList(good + 1, steps.size()));
        }
        for (Step each : steps.subList(0, good)) {
            count("OPA says as before");
            for (EditedText text : each.there().texts()) {
                judgedFiles.add(name + "/" + text.source().name());
            }
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            now = back(name, steps.get(i), now);
        }
        return again;
    }

    /** How many of the steps OPA has nothing to say about. */
    private static int good(List<Step> steps, int low, int high, Function<List<Change>, String> opa) {
        if (steps.isEmpty() || opa.apply(changes(steps)).isEmpty()) {
            return steps.size();
        }
        int good = low;
        int bad = high;
        while (bad - good > 1) {
            int middle = (good + bad) >>> 1;
            if (opa.apply(changes(steps.subList(0, middle))).isEmpty()) {
                good = middle;
            } else {
                bad = middle;
            }
        }
        return bad - 1;
    }

    private static List<Change> changes(List<Step> steps) {
        return steps.stream().map(Step::there).toList();
    }

    private @Nullable Step step(PolicySet set, int file, String fresh) {
        RegoModule module = set.modules().get(file);
        Step step = switch (random.nextInt(4)) {
            case 0, 1 -> rule(set, module, fresh);
            case 2 -> variable(set, file, fresh);
            default -> random.nextBoolean() ? pkg(set, module, fresh) : alias(set, file, fresh);
        };
        step = step == null ? rule(set, module, fresh) : step;
        step = step == null ? pkg(set, module, fresh) : step;
        if (!step.there().isDone()) {
            Diagnostic error = step.there().errors().get(0);
            count("refused: " + error.message().replaceAll("data[^ ,]*|[0-9]+|\"[^\"]*\"", "…"));
            if (Boolean.getBoolean("rego4j.refusals")) {
                System.out.println(step.what() + ": " + error);
            }
            return null;
        }
        for (EditedText text : step.there().texts()) {
            String problem = step.there().places().stream()
                            .anyMatch(place -> place.message().contains("keeps its name"))
                    ? null
                    : difference(step, text, set.options().version());
            if (problem != null) {
                problem(step.what() + ": " + problem);
            }
            renamedFiles.add(text.source().name());
        }
        count(step.what().replaceAll(" .*", "") + "s");
        return step;
    }

    /** The tree differs in that name only: with the old name in place of the fresh one, both texts are one. */
    private static @Nullable String difference(Step step, EditedText text, RegoVersion version) {
        RegoModule before =
                RegoParser.parse(text.source(), ParseOptions.of(version)).orThrow();
        boolean isSame = Stream.of("", " as " + step.old())
                .map(alias -> text.text()
                        .replaceFirst("(?m)(^import .*) as " + step.fresh(), "$1" + alias)
                        .replace(step.fresh(), step.old()))
                .anyMatch(restored -> restored.equals(text.source().text())
                        || RegoParser.parse(Source.of(restored), ParseOptions.of(version))
                                .tree()
                                .filter(before::equals)
                                .isPresent());
        return isSame ? null : "not only the name is another one in " + text.source() + "\n" + text.text();
    }

    private @Nullable Step rule(PolicySet set, RegoModule module, String fresh) {
        if (module.rules().isEmpty()) {
            return null;
        }
        Rule rule = module.rules().get(random.nextInt(module.rules().size()));
        return path(set, "rule", Documents.of(DataPath.of(module.pkg().path()), rule), fresh);
    }

    private Step pkg(PolicySet set, RegoModule module, String fresh) {
        return path(set, "package", DataPath.of(module.pkg().path()), fresh);
    }

    private static Step path(PolicySet set, String kind, DataPath from, String fresh) {
        // A test that is named otherwise would be none.
        String last = from.last();
        String prefix = last.startsWith("test_") ? "test_" : last.startsWith("todo_test_") ? "todo_test_" : "";
        DataPath to = from.first(from.size() - 1).plus(List.of(prefix + fresh));
        Change there = refactoring(set).rename(from.toString(), to.toString());
        return new Step(
                kind + " " + from,
                last,
                prefix + fresh,
                set,
                there,
                after -> refactoring(after).rename(to.toString(), from.toString()));
    }

    private @Nullable Step variable(PolicySet set, int file, String fresh) {
        List<LocalVariable> variables = variables(set, file);
        if (variables.isEmpty()) {
            return null;
        }
        LocalVariable variable = variables.get(random.nextInt(variables.size()));
        Span place = variable.places().get(0);
        return new Step(
                "variable " + variable.name() + " at " + place,
                variable.name(),
                fresh,
                set,
                refactoring(set).rename(place, fresh),
                after -> refactoring(after)
                        .rename(
                                variables(after, file).stream()
                                        .filter(each -> each.name().equals(fresh))
                                        .findFirst()
                                        .orElseThrow()
                                        .places()
                                        .get(0),
                                variable.name()));
    }

    /** Gives an import another name. */
    private @Nullable Step alias(PolicySet set, int file, String fresh) {
        RegoModule module = set.modules().get(file);
        List<Import> imports = new ArrayList<>(module.imports());
        imports.removeIf(each -> !each.path().startsWith("data") || place(set, module, each) == null);
        // What is written without need, "import data.lib as lib", does not come back.
        imports.removeIf(each ->
                each.alias() != null && each.name().equals(each.withAlias(null).name()));
        if (imports.isEmpty()) {
            return null;
        }
        Import imported = imports.get(random.nextInt(imports.size()));
        int index = module.imports().indexOf(imported);
        return new Step(
                "import " + imported.name() + " in " + source(module),
                imported.name(),
                fresh,
                set,
                refactoring(set).rename(Objects.requireNonNull(place(set, module, imported)), fresh),
                after -> {
                    RegoModule changed = after.modules().get(file);
                    Span place = place(after, changed, changed.imports().get(index));
                    return refactoring(after).rename(Objects.requireNonNull(place), imported.name());
                });
    }

    /** Where the name of an import is written; null if it is not. */
    private static @Nullable Span place(PolicySet set, RegoModule module, Import imported) {
        return imported.alias() != null
                ? imported.alias().origin().span().orElse(null)
                : LocalRename.uses(set.names().of(module), imported.name()).stream()
                        .findFirst()
                        .flatMap(Origin::span)
                        .orElse(null);
    }

    private static List<LocalVariable> variables(PolicySet set, int file) {
        return LocalVariable.of(set.names().of(set.modules().get(file)));
    }

    private PolicySet back(String name, Step step, PolicySet now) {
        Change back = Objects.requireNonNull(step.back()).apply(now);
        if (!back.isDone()) {
            problem(name + ": " + step.what() + ": not back: " + back.errors());
            return step.before();
        }
        for (int i = 0; i < now.modules().size(); i++) {
            Source was = source(step.before().modules().get(i));
            if (!source(back.after().modules().get(i)).text().equals(was.text())) {
                boolean writtenOut = step.there().places().stream()
                        .anyMatch(place -> place.message().contains("keeps its name"));
                if (writtenOut) {
                    count("back to other bytes: an import that data needs was written out");
                } else {
                    problem(name + ": " + step.what() + ": other bytes in " + was);
                }
                return step.before();
            }
        }
        count("back to the same bytes");
        return step.before();
    }

    /** The real OPA is the judge of whole sets here; ours takes longer for large ones than all the rest. */
    private static Refactoring refactoring(PolicySet set) {
        return set.modules().size() > 30 ? Refactoring.of(set).byNamesOnly() : Refactoring.of(set);
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private void problem(String what) {
        problems.add(what);
        System.out.println(what);
    }

    static Source source(RegoModule module) {
        return Objects.requireNonNull(module.origin().source());
    }

    static PolicySet set(List<RegoModule> modules, RegoVersion version) {
        return PolicySet.of(modules, CheckOptions.of(version));
    }

    static Map<String, Integer> counts() {
        return new TreeMap<>();
    }
}
