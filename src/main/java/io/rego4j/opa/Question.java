package io.rego4j.opa;

import io.rego4j.opa.engine.SetEncoding;
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
 * @param withSets true if sets shall be told from arrays: the value is then an object of {@code rego4j_value}, the value,
 *     and {@code rego4j_sets}, the paths of all sets in it, in which the step into a set is the element
 * @param extras what shall come with the answer
 */
public record Question(
        String query,
        @Nullable DocumentPath document,
        Input input,
        Duration timeout,
        boolean strictErrors,
        boolean withSets,
        Set<Extra> extras) {
    public Question {
        Objects.requireNonNull(query, "query");
        Objects.requireNonNull(input, "input");
        Objects.requireNonNull(timeout, "timeout");
        extras = Set.copyOf(extras);
    }

    /** A question for a document, with nothing special. */
    static Question of(DocumentPath document, OpaOptions options) {
        return new Question(
                document.toReference(),
                document,
                Input.none(),
                options.timeout(),
                options.strictBuiltinErrors(),
                false,
                Set.of());
    }

    Question with(Input input) {
        return new Question(query, document, input, timeout, strictErrors, withSets, extras);
    }

    Question with(Duration timeout) {
        return new Question(query, document, input, timeout, strictErrors, withSets, extras);
    }

    Question with(Set<Extra> extras) {
        return new Question(query, document, input, timeout, strictErrors, withSets, extras);
    }

    Question strictErrors(boolean strict) {
        return new Question(query, document, input, timeout, strict, withSets, extras);
    }

    Question keepingSets() {
        return new Question(query, document, input, timeout, strictErrors, true, extras);
    }

    /**
     * A question for a document {@link #withSets} as a query, for engines that take queries: it has one solution, the object
     * of the value and the paths of its sets. A null input is put into the query, since a server takes it for none.
     */
    public Question withSetPaths() {
        boolean isNull = input.isNull();
        return new Question(
                SetEncoding.query(Objects.requireNonNull(document, "document"), isNull),
                null,
                isNull ? Input.none() : input,
                timeout,
                strictErrors,
                false,
                extras);
    }

    /**
     * The query with one more expression. OPA reports a single expression that is false as a solution with that value;
     * among several it is none, as in the body of a rule.
     */
    public String solutionsQuery() {
        return "true;\n" + query;
    }

    /** An error of the {@link #solutionsQuery()} as one of the query. */
    public OpaError ofQuery(OpaError error) {
        if (document != null) {
            return error;
        }
        List<OpaError> causes = error.causes().stream().map(this::ofQuery).toList();
        int row = error.file().isEmpty() && error.row() > 1 ? error.row() - 1 : error.row();
        return new OpaError(error.code(), error.message(), error.file(), row, error.column(), causes);
    }

    /** The explanation that is asked for, in OPA's word; empty if none. */
    public String explain() {
        return extras.contains(Extra.EXPLAIN_FULL)
                ? "full"
                : extras.contains(Extra.EXPLAIN_NOTES) ? "notes" : extras.contains(Extra.EXPLAIN_FAILS) ? "fails" : "";
    }
}
