package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.ast.Import;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.check.CheckOptions;
import io.rego4j.edit.name.DataPath;
import io.rego4j.edit.name.Documents;
import io.rego4j.edit.name.LocalVariable;
import io.rego4j.parity.OpaPackages;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random refactorings of random sets, judged by the real OPA: all of {@code data} has the value that it had, with the names
 * that were asked for. The suite asks {@code opa eval} about some; scripts/refactor-fuzz asks OPA's packages about any number.
 */
class RandomRefactoringsTest {
    private static final int SETS = Integer.getInteger("rego4j.refactorings", 60);
    private static final int FIRST = Integer.getInteger("rego4j.first", 0);
    private static final long SEED = Long.getLong("rego4j.seed", 20);
    private static final List<String> NAMES =
            List.of("p", "q", "lib", "a", "count", "x", "y", "fresh_1", "fresh_2", "al", "title");
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    Path folder;

    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    /** A refactoring, and where the documents are afterwards. */
    private record Tried(
            String what,
            Change change,
            @Nullable DataPath from,
            @Nullable DataPath to) {}

    @Test
    void refactoredSetsEvaluateToWhatTheyDidBefore() throws IOException {
        try (OpaPackages packages = OpaPackages.ifWanted()) {
            for (int i = FIRST; i < FIRST + SETS; i++) {
                Random random = new Random(SEED * 1_000_003 + i);
                RandomSets.Sample sample = RandomSets.next(random);
                PolicySet set = PolicySet.read(sample.sources(), CheckOptions.of(sample.version()));
                if (!set.check().isEmpty()) {
                    count("does not compile");
                    continue;
                }
                Tried tried;
                try {
                    tried = tried(set, random);
                } catch (RuntimeException e) {
                    throw new AssertionError(SEED + "/" + i + " " + e.getMessage() + texts(set), e);
                }
                if (tried != null) {
                    String problem = judged(set, tried, packages);
                    if (problem != null) {
                        problems.add(SEED + "/" + i + " " + tried.what() + ": " + problem);
                        System.out.println(problems.get(problems.size() - 1) + texts(set) + "\n====="
                                + texts(tried.change().after()));
                    }
                }
            }
        }
        System.out.println("refactorings: " + counts);
        assertThat(problems).isEmpty();
        assertThat(counts.getOrDefault("as before", 0)).isPositive();
    }

    private @Nullable Tried tried(PolicySet set, Random random) {
        Refactoring refactoring =
                random.nextBoolean() ? Refactoring.of(set) : Refactoring.of(set).checkingReached();
        RegoModule module = one(set.modules(), random);
        DataPath pkg = DataPath.of(module.pkg().path());
        Rule rule = module.rules().isEmpty() ? null : one(module.rules(), random);
        DataPath path = rule == null ? pkg : Documents.of(pkg, rule);
        String name = one(NAMES, random);
        switch (random.nextInt(9)) {
            case 0, 1 -> {
                DataPath to = path.first(path.size() - 1).plus(List.of(name));
                return new Tried(
                        "rename " + path + " " + to, refactoring.rename(path.toString(), to.toString()), path, to);
            }
            case 2 -> {
                DataPath to = new DataPath(List.of(name))
                        .plus(random.nextBoolean() ? List.of() : List.of(one(NAMES, random)));
                return new Tried(
                        "rename " + pkg + " " + to, refactoring.rename(pkg.toString(), to.toString()), pkg, to);
            }
            case 3 -> {
                List<LocalVariable> variables = LocalVariable.of(set.names().of(module));
                if (variables.isEmpty()) {
                    return null;
                }
                LocalVariable variable = one(variables, random);
                return same(
                        "rename " + one(variable.places(), random) + " " + name,
                        refactoring.rename(one(variable.places(), random), name));
            }
            case 4 -> {
                DataPath to =
                        DataPath.of(one(set.modules(), random).pkg().path()).plus(List.of(name));
                return new Tried("move " + path + " " + to, refactoring.move(path.toString(), to.toString()), path, to);
            }
            case 5 -> {
                List<Import> imports = new ArrayList<>(module.imports());
                imports.removeIf(each -> !each.path().startsWith("data"));
                return imports.isEmpty()
                        ? null
                        : same(
                                "inline",
                                refactoring.inlineImport(
                                        RoundTrips.source(module),
                                        one(imports, random).name()));
            }
            case 6 -> {
                return same("clean", refactoring.clean());
            }
            case 7 -> {
                return same("builtins", refactoring.replaceDeprecated());
            }
            default -> {
                return same("variables", refactoring.renameVariables(Set.of("input", "data", "count", "p")));
            }
        }
    }

    private static Tried same(String what, Change change) {
        return new Tried(what, change, null, null);
    }

    /** What is wrong; null if nothing. */
    private @Nullable String judged(PolicySet set, Tried tried, @Nullable OpaPackages packages) throws IOException {
        String kind = tried.what().replaceAll(" .*", "");
        if (!tried.change().isDone()) {
            String message = tried.change().errors().get(0).message();
            count(kind + " refused: "
                    + message.replaceAll("data[^ ,]*|[0-9]+|\"[^\"]*\"", "…").replaceAll("(:.*)", ""));
            return null;
        } else if (tried.change().texts().isEmpty()) {
            count(kind + " changes nothing");
            return null;
        }
        List<Diagnostic> faults = tried.change().after().check();
        if (!faults.isEmpty()) {
            return "does not compile any more: " + faults;
        }
        String before = evaluated(set, packages);
        String after = evaluated(tried.change().after(), packages);
        if (before.startsWith("error: rego") || after.startsWith("error: rego")) {
            return before.equals(after) ? null : "OPA: " + before + ", then " + after;
        }
        if (before.startsWith("error") || after.startsWith("error")) {
            count("errors of evaluation");
            return before.startsWith("error") == after.startsWith("error")
                    ? null
                    : "OPA: " + before + ", then " + after;
        }
        JsonNode expected = JSON.readTree(before);
        JsonNode actual = JSON.readTree(after);
        if (tried.from() != null && tried.to() != null) {
            moved((ObjectNode) expected, tried.from(), tried.to());
        }
        prune(expected);
        prune(actual);
        if (expected.equals(actual)) {
            count("as before");
            count(kind);
            return null;
        } else if (tried.change().places().stream()
                .anyMatch(place -> place.message().matches("(reads all|may read|.*metadata).*"))) {
            count("another value, as a listed place foretells");
            return null;
        }
        return "was " + expected + ", is " + actual;
    }

    private String evaluated(PolicySet set, @Nullable OpaPackages packages) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        set.modules()
                .forEach(each -> texts.put(
                        RoundTrips.source(each).name(), RoundTrips.source(each).text()));
        RegoVersion version = set.options().version();
        if (packages != null) {
            return packages.evaluated(texts, version);
        }
        for (Map.Entry<String, String> each : texts.entrySet()) {
            Files.writeString(folder.resolve(each.getKey()), each.getValue());
        }
        OpaProgram.Result result = OpaProgram.tryRun(
                folder,
                "eval",
                "-d",
                ".",
                "--format=json",
                version == RegoVersion.V0 ? "--v0-compatible" : "--v1-compatible",
                "data");
        for (String each : texts.keySet()) {
            Files.delete(folder.resolve(each));
        }
        JsonNode answer = JSON.readTree(result.output());
        JsonNode error = answer.path("errors").path(0);
        return error.isMissingNode()
                ? answer.at("/result/0/expressions/0/value").toString()
                : "error: " + error.path("code").asText();
    }

    private static void moved(ObjectNode data, DataPath from, DataPath to) {
        JsonNode parent = data.at(pointer(from.first(from.size() - 1)));
        JsonNode value = parent instanceof ObjectNode object ? object.remove(from.last()) : null;
        if (value == null) {
            return;
        }
        ObjectNode at = data;
        for (String part : to.first(to.size() - 1).parts()) {
            at = at.path(part) instanceof ObjectNode child ? child : at.putObject(part);
        }
        at.set(to.last(), value);
    }

    private static String pointer(DataPath path) {
        StringBuilder pointer = new StringBuilder();
        path.parts().forEach(part -> pointer.append('/').append(part));
        return pointer.toString();
    }

    /** Without empty objects: a package of which no rule has a value is none. */
    private static void prune(JsonNode node) {
        node.forEach(RandomRefactoringsTest::prune);
        if (node instanceof ObjectNode object) {
            for (Iterator<JsonNode> each = object.iterator(); each.hasNext(); ) {
                JsonNode child = each.next();
                if (child.isObject() && child.isEmpty()) {
                    each.remove();
                }
            }
        }
    }

    private static String texts(PolicySet set) {
        StringBuilder all = new StringBuilder();
        set.modules()
                .forEach(each -> all.append("\n---- ")
                        .append(RoundTrips.source(each))
                        .append('\n')
                        .append(RoundTrips.source(each).text()));
        return all.toString();
    }

    private void count(String what) {
        counts.merge(what, 1, Integer::sum);
    }

    private static <T> T one(List<T> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
