package io.rego4j.opa.evaluate;

import io.rego4j.opa.value.Value;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a plan answers.
 *
 * @param value the document; null if it is undefined
 * @param printed what {@code print} wrote, one line each
 */
public record Answer(@Nullable Value value, List<String> printed) {
    public Answer {
        printed = List.copyOf(printed);
    }
}
