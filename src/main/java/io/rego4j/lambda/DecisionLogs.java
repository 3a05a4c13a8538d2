package io.rego4j.lambda;

import java.util.Locale;

/** What OPA writes about each decision: one JSON line on standard output, or nothing. */
public enum DecisionLogs {
    /** Nothing. */
    OFF,
    /** Which decision, when and how long it took, without input and result, whatever bundle is loaded. */
    MASKED,
    /** Input and result too: they may hold secrets. */
    FULL;

    /** The name on the command line. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
