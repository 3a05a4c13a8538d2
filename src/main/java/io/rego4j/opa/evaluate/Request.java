package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan is asked.
 *
 * @param document the keys below {@code data}
 * @param input the input; null if there is none
 * @param data the base documents
 * @param timeout how long it may take; null for as long as it takes
 * @param strictErrors true if the first error of a built-in function ends the evaluation
 */
public record Request(
        List<String> document,
        @Nullable Value input,
        Value data,
        @Nullable Duration timeout,
        boolean strictErrors,
        EvaluationSettings settings) {
    public Request {
        document = List.copyOf(document);
    }
}
