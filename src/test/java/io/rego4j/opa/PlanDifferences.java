package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Asks a local OPA and the engine inside this JVM the same questions about {@link PolicyGenerator}'s policies. The arguments
 * are how many answers to compare, and the first seed: {@code scripts/drill PlanDifferences 100000 1}.
 *
 * <p>Four kinds are counted apart. OPA's index of rules, or that it stops as soon as a rule is true, may spare it a place where
 * a conflict is met: what differs is asked {@code opa eval} without both, and has to be what that says. OPA goes on with a rule's
 * first value before it looks for a second one, so that it may report another conflict first, or none, as within {@code every}:
 * there it has to report ours where the rule itself is asked for. It lists the values of a conflict once more where a rule is
 * asked for, under a {@code with}, by what goes on with its own value. And it may say that it has met a fault of its own.
 */
final class PlanDifferences implements AutoCloseable {
    private static final int RULES = 3;
    private static final int INPUTS = 8;
    /** Loading takes longer than answering. */
    private static final int BATCH = 10;

    private static final Pattern CONFLICT = Pattern.compile("^eval_conflict_error: rule (\\S+) produced");

    /** Where OPA logs less it leaves calls of {@code print} out when it compiles, and with them the errors of their arguments. */
    private final Opa local = Opa.local(OpaOptions.defaults().arguments("--log-level=info"));

    private final Opa inProcess = Opa.inProcess();
    private final Opa withoutShortcuts =
            Opa.command(OpaOptions.defaults().arguments("--disable-indexing", "--disable-early-exit"));
    private final List<String> differences = new ArrayList<>();
    private int answers;
    private int refused;
    private int spared;
    private int listedAgain;
    private int wentOn;
    private int faults;
    private int unplanned;

    /** Policies of a seed, with packages and data of their own. */
    private record Case(long seed, PolicyGenerator generator, PolicyGenerator.Generated generated) {
        static Case of(long seed) {
            PolicyGenerator generator = new PolicyGenerator(seed, suffix(seed));
            return new Case(seed, generator, generator.policies(RULES));
        }

        static String suffix(long seed) {
            return String.valueOf(seed % BATCH);
        }

        String file(String name) {
            return name + suffix(seed) + ".rego";
        }

        Policies addTo(Policies policies) {
            return policies.module(file("q"), generated.modules().get(0))
                    .module(file("p"), generated.modules().get(1));
        }
    }

    /** Compares the answers to the policies of {@value #BATCH} seeds, which are loaded together. */
    void compare(long firstSeed) {
        List<Case> cases = LongStream.range(firstSeed, firstSeed + BATCH)
                .mapToObj(Case::of)
                .collect(Collectors.toCollection(ArrayList::new));
        Policies policies = accepted(cases, json(cases.get(0).generator.document()));
        try {
            inProcess.load(policies);
            withoutShortcuts.load(policies);
        } catch (OpaException e) {
            if (!e.error().code().equals(OpaError.UNSUPPORTED)) {
                throw e;
            }
            unplanned += cases.size();
            return;
        }
        cases.forEach(this::compare);
    }

    /** Loads what OPA accepts; what it does not is left out. */
    private Policies accepted(List<Case> cases, JsonNode data) {
        while (true) {
            Policies policies = Policies.none().data("data.base", data);
            for (Case each : cases) {
                policies = each.addTo(policies);
            }
            try {
                local.load(policies);
                return policies;
            } catch (OpaException e) {
                List<String> files = Stream.concat(Stream.of(e.error()), e.error().causes().stream())
                        .map(OpaError::file)
                        .toList();
                int before = cases.size();
                cases.removeIf(each -> files.contains(each.file("p")) || files.contains(each.file("q")));
                if (cases.size() == before) {
                    throw e;
                }
                refused += before - cases.size();
            }
        }
    }

    private void compare(Case policies) {
        List<Input> inputs = IntStream.range(0, INPUTS)
                .mapToObj(i -> Input.json(policies.generator.document()))
                .toList();
        for (String rule : policies.generated.rules()) {
            String document = "data.p" + Case.suffix(policies.seed) + "." + rule;
            for (int i = 0; i < inputs.size(); i++) {
                Decision<JsonNode> theirs = local.decide(document, inputs.get(i));
                Decision<JsonNode> ours = inProcess.decide(document, inputs.get(i));
                answers++;
                if (text(theirs).equals(text(ours))) {
                    continue;
                } else if (isListedAgain(text(theirs), text(ours))) {
                    listedAgain++;
                } else if (text(theirs).startsWith("eval_internal_error")) {
                    faults++;
                } else if (isWithoutShortcuts(document, inputs.get(i), text(ours))) {
                    spared++;
                } else if (isConflict(text(ours), inputs.get(i))) {
                    wentOn++;
                } else {
                    differences.add("seed " + policies.seed + ", " + rule + ", input " + i + ": OPA " + text(theirs)
                            + "\n  and not " + text(ours));
                }
            }
        }
    }

    private static boolean isListedAgain(String theirs, String ours) {
        return ours.startsWith("eval_conflict_error") && theirs.startsWith(ours + ":\n");
    }

    private boolean isWithoutShortcuts(String document, Input input, String ours) {
        String theirs = text(withoutShortcuts.decide(document, input));
        return theirs.equals(ours) || isListedAgain(theirs, ours);
    }

    /** True if OPA reports this conflict where the rule is asked for that it names. */
    private boolean isConflict(String conflict, Input input) {
        Matcher rule = CONFLICT.matcher(conflict);
        return rule.find() && text(local.decide(rule.group(1), input)).equals(conflict);
    }

    private static JsonNode json(String text) {
        return io.rego4j.opa.engine.OpaJson.tree(Input.json(text));
    }

    private static String text(Decision<JsonNode> decision) {
        return decision.failure()
                .map(error -> error.code() + ": " + error.message())
                .orElseGet(() -> decision.isDefined() ? decision.orElseThrow().toString() : "undefined");
    }

    List<String> differences() {
        return differences;
    }

    int answers() {
        return answers;
    }

    @Override
    public void close() {
        local.close();
        inProcess.close();
        withoutShortcuts.close();
    }

    public static void main(String[] arguments) {
        int wanted = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        try (PlanDifferences run = new PlanDifferences()) {
            while (run.answers < wanted) {
                run.compare(seed);
                seed += BATCH;
            }
            run.differences.forEach(System.out::println);
            System.out.printf(
                    Locale.ROOT,
                    "%d answers up to seed %d: %d differences, %d answers that OPA gives without its shortcuts, %d"
                            + " conflicts that it lists twice, %d that it comes to later or not at all, %d internal errors of it; %d sets of policies that OPA refuses, %d that its planner"
                            + " refuses%n",
                    run.answers,
                    seed - 1,
                    run.differences.size(),
                    run.spared,
                    run.listedAgain,
                    run.wentOn,
                    run.faults,
                    run.refused,
                    run.unplanned);
            if (!run.differences.isEmpty()) {
                System.exit(2);
            }
        }
    }
}
