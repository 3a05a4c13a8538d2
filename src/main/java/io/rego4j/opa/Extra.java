package io.rego4j.opa;

/** What can come with an answer, on request: each costs OPA time. */
public enum Extra {
    /** Timers and counters. */
    METRICS,
    /** Version and bundles of the OPA that answers; servers only, and only for documents. */
    PROVENANCE,
    /** Every event of the evaluation. */
    EXPLAIN_FULL,
    /** The notes that the policy takes with {@code trace}. */
    EXPLAIN_NOTES,
    /** The expressions that failed. */
    EXPLAIN_FAILS,
    /**
     * What {@code print} wrote. A remote OPA keeps this in its own log: there it stays empty. A local OPA evaluates such
     * a question in a process of its own.
     */
    PRINT
}
