package io.rego4j.lambda;

import java.util.Locale;

/** What OPA writes about each decision: one JSON line on standard output, or nothing. */
public enum DecisionLogs {
    /** Nothing. */
    OFF,
    /** The decision's path, time and duration, without input and result, with any bundle. */
    MASKED,
    /** Input and result too: they may hold secrets. */
    FULL;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
