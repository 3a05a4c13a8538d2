package io.rego4j.opa;

import io.rego4j.filter.DataFilters;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Evaluates policies: in a process, on a server, or inside this JVM. {@link Opa} does the rest (Java types, batches, futures)
 * on top of it. To add an engine from outside, implement this and {@link EngineProvider}. Each method may be called by
 * many threads at once.
 */
public interface Engine extends AutoCloseable {
    /**
     * Replaces all policies and data. Questions asked before it returns see the old ones or the new ones, never a mixture.
     *
     * @throws OpaException if OPA does not accept them: then the old ones stay
     */
    void load(Policies policies);

    /**
     * Answers a question within its timeout. An interrupt of the asking thread stops the work; the reply then fails with
     * {@link OpaError#CANCELLED} and the thread's interrupt flag stays set.
     */
    Reply ask(Question question);

    /**
     * Policies and data one by one, if the engine can change them while it runs.
     *
     * @throws UnsupportedOperationException if it cannot; {@link #load} always works
     */
    default OpaDocuments documents() {
        throw new UnsupportedOperationException(
                "this engine cannot change single policies or documents: load them all again");
    }

    /**
     * Data filters, if the engine is a server.
     *
     * @throws UnsupportedOperationException if it is none
     */
    default DataFilters filters() {
        throw new UnsupportedOperationException(
                "data filters need an engine that is a server: Opa.local() or Opa.at(…)");
    }

    /**
     * Which lines of what is loaded were evaluated.
     *
     * @throws UnsupportedOperationException if it does not count them
     */
    default Coverage coverage() {
        throw new UnsupportedOperationException(
                "this engine does not count lines: Opa.inProcess(OpaOptions.defaults().coverage(true)) does");
    }

    /** Why it cannot answer questions now; empty if it can. */
    default Optional<OpaError> problem(Duration timeout) {
        DocumentPath document = new DocumentPath(List.of("rego4j", "health"));
        return Optional.ofNullable(
                ask(new Question(document.toReference(), document, Input.none(), timeout, false, false, Set.of()))
                        .error());
    }

    /**
     * The documents that rules define now, each up to the first variable of the rule's reference.
     *
     * @throws OpaException if it cannot tell
     */
    default List<DocumentPath> rules() {
        throw new OpaException(OpaError.UNSUPPORTED, "this engine cannot tell which documents its rules define");
    }

    /** True if an OPA writes the decision log for this question by itself. */
    default boolean logs(Question question) {
        return false;
    }

    /** Ends what was started, without waiting. It is called once. */
    @Override
    void close();
}
