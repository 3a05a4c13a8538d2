package io.rego4j.opa;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an {@link Engine} is asked.
 *
 * @param query the query in Rego
 * @param document the document, if the query is one reference below {@code data} and its value is the answer; null if
 *     the answer is the list of the query's bindings
 * @param input the input
 * @param timeout how long the answer may take
 * @param strictErrors true if an error of a built-in ends the evaluation and does not just make it undefined
 * @param extras what shall come with the answer
 */
public record Question(
        String query,
        @Nullable DocumentPath document,
        Input input,
        Duration timeout,
        boolean strictErrors,
        Set<Extra> extras) {
    public Question {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(timeout, "timeout");
        extras = Set.copyOf(extras);
    }

    /** A question for a document. */
    static Question of(DocumentPath document, Duration timeout) {
        return new Question(document.toReference(), document, Input.none(), timeout, false, Set.of());
    }

    /**
     * The query with one more expression. OPA reports a single expression that is false as a solution with that value;
     * among several it is none, as in the body of a rule.
     */
    String solutionsQuery() {
        return "true;\n" + query;
    }

    /** An error of the {@link #solutionsQuery()} as one of the query. */
    OpaError ofQuery(OpaError error) {
        if (document != null) {
            return error;
        }
        List<OpaError> causes = error.causes().stream().map(this::ofQuery).toList();
        int row = error.file().isEmpty() && error.row() > 1 ? error.row() - 1 : error.row();
        return new OpaError(error.code(), error.message(), error.file(), row, error.column(), causes);
    }

    /** The explanation that is asked for, in OPA's word; empty if none. */
    String explain() {
        return extras.contains(Extra.EXPLAIN_FULL)
                ? "full"
                : extras.contains(Extra.EXPLAIN_NOTES) ? "notes" : extras.contains(Extra.EXPLAIN_FAILS) ? "fails" : "";
    }
}
