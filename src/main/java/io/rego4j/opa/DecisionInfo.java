package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;

/**
 * What came with an answer. Everything is empty unless it was {@linkplain Extra asked for} and the engine has it.
 *
 * @param decisionId the id under which OPA logged the decision; empty without a decision log
 * @param metrics OPA's timers and counters, in nanoseconds and counts
 * @param provenance version and bundles of the OPA that answered
 * @param explanation the trace, one line for each event
 * @param printed what {@code print} calls in the policy wrote, one line each
 */
public record DecisionInfo(
        String decisionId, JsonNode metrics, JsonNode provenance, List<String> explanation, List<String> printed) {
    /** Nothing was asked for. */
    public static final DecisionInfo NONE =
            new DecisionInfo("", MissingNode.getInstance(), MissingNode.getInstance(), List.of(), List.of());

    public DecisionInfo {
        explanation = List.copyOf(explanation);
        printed = List.copyOf(printed);
    }

    /** Only what is there, in brackets; empty if nothing is. */
    @Override
    public String toString() {
        StringBuilder parts = new StringBuilder();
        append(parts, "decisionId", decisionId, decisionId.isEmpty());
        append(parts, "metrics", metrics, metrics.isEmpty());
        append(parts, "provenance", provenance, provenance.isEmpty());
        append(parts, "explanation", explanation, explanation.isEmpty());
        append(parts, "printed", printed, printed.isEmpty());
        return parts.isEmpty() ? "" : "[" + parts + "]";
    }

    private static void append(StringBuilder parts, String name, Object part, boolean missing) {
        if (!missing) {
            parts.append(parts.isEmpty() ? "" : ", ").append(name).append('=').append(part);
        }
    }

    public DecisionInfo withDecisionId(String id) {
        return new DecisionInfo(id, metrics, provenance, explanation, printed);
    }

    public DecisionInfo withMetrics(JsonNode timers) {
        return new DecisionInfo(decisionId, timers, provenance, explanation, printed);
    }

    public DecisionInfo withPrinted(List<String> lines) {
        return new DecisionInfo(decisionId, metrics, provenance, explanation, lines);
    }
}
