package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Asks a local OPA and the engine inside this JVM the same questions about {@link PolicyGenerator}'s policies. The arguments
 * are how many answers to compare, and the first seed: {@code scripts/drill PlanDifferences 100000 1}.
 *
 * <p>One difference is none: OPA's index of rules may spare it a rule in which a conflict is met. Then there is an error here
 * where OPA has an answer; such are counted apart. An answer that differs is never right.
 */
final class PlanDifferences implements AutoCloseable {
    private static final int RULES = 3;
    private static final int INPUTS = 4;
    /** What OPA's planner cannot do, and says: a comprehension unified with a pattern that has variables. */
    private static final String NOT_PLANNED = "not implemented: unify";

    private final Opa local = Opa.local();
    private final Opa inProcess = Opa.inProcess();
    private final List<String> differences = new ArrayList<>();
    private int answers;
    private int refused;
    private int spared;
    private int unplanned;

    /** Compares the answers to one set of policies. */
    void compare(long seed) {
        PolicyGenerator generator = new PolicyGenerator(seed);
        PolicyGenerator.Generated generated = generator.policies(RULES);
        Policies policies = Policies.none()
                .data("data.base", json(generator.document()))
                .module("q.rego", generated.modules().get(0))
                .module("p.rego", generated.modules().get(1));
        try {
            local.load(policies);
        } catch (OpaException e) {
            refused++;
            return;
        }
        try {
            inProcess.load(policies);
        } catch (OpaException e) {
            if (!e.error().message().contains(NOT_PLANNED)) {
                throw e;
            }
            unplanned++;
            return;
        }
        List<Input> inputs = IntStream.range(0, INPUTS)
                .mapToObj(i -> Input.json(generator.document()))
                .toList();
        for (String rule : generated.rules()) {
            for (int i = 0; i < inputs.size(); i++) {
                Decision<JsonNode> theirs = local.decide("data.p." + rule, inputs.get(i));
                Decision<JsonNode> ours = inProcess.decide("data.p." + rule, inputs.get(i));
                answers++;
                if (text(theirs).equals(text(ours))) {
                    continue;
                } else if (!theirs.isFailed() && text(ours).startsWith("eval_conflict_error")) {
                    spared++;
                } else {
                    differences.add("seed " + seed + ", " + rule + ", input " + i + ": OPA " + text(theirs)
                            + "\n  and not " + text(ours));
                }
            }
        }
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
    }

    public static void main(String[] arguments) {
        int wanted = Integer.parseInt(arguments[0]);
        long seed = Long.parseLong(arguments[1]);
        try (PlanDifferences run = new PlanDifferences()) {
            while (run.answers < wanted) {
                run.compare(seed++);
            }
            run.differences.forEach(System.out::println);
            System.out.printf(
                    Locale.ROOT,
                    "%d answers up to seed %d: %d differences, %d errors where OPA spares itself a conflict; %d sets of"
                            + " policies that OPA refuses, %d that its planner refuses%n",
                    run.answers,
                    seed - 1,
                    run.differences.size(),
                    run.spared,
                    run.refused,
                    run.unplanned);
            if (!run.differences.isEmpty()) {
                System.exit(2);
            }
        }
    }
}
