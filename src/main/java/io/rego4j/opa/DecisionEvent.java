package io.rego4j.opa;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A decision that was made, for {@link OpaOptions#listener}.
 *
 * @param engine the engine: {@code local}, {@code command}, {@code remote}, {@code plan}, or the name of an
 *     {@link EngineProvider}
 * @param query what was asked: a reference, or the text of a query
 * @param outcome how it ended
 * @param time how long it took, from the question to the answer
 * @param error why there is no answer; null if there is one
 * @param info what came with the answer
 */
public record DecisionEvent(
        String engine,
        String query,
        Outcome outcome,
        Duration time,
        @Nullable OpaError error,
        DecisionInfo info) {
    /** The three answers. */
    public enum Outcome {
        VALUE,
        UNDEFINED,
        FAILED
    }
}
