package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Engine} answers.
 *
 * @param value the value of the document, or the array of binding objects of a query; null if undefined or failed
 * @param error why there is no answer; null if there is one
 * @param info what came with it
 */
public record Reply(@Nullable JsonNode value, @Nullable OpaError error, DecisionInfo info) {
    public Reply {
        if (value != null && error != null) {
            throw new IllegalArgumentException("a reply has a value or an error, not both");
        }
    }

    /** A value. */
    public static Reply of(JsonNode value) {
        return new Reply(value, null, DecisionInfo.NONE);
    }

    /** The first of the solutions as the value. */
    public Reply firstSolution() {
        JsonNode first = value == null ? null : value.get(0);
        return new Reply(first, error, info);
    }

    /** No value. */
    public static Reply undefined() {
        return new Reply(null, null, DecisionInfo.NONE);
    }

    /** No answer. */
    public static Reply failed(OpaError error) {
        return new Reply(null, error, DecisionInfo.NONE);
    }

    public static Reply failed(String code, String message) {
        return failed(OpaError.of(code, message));
    }
}
