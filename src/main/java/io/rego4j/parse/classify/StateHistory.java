package io.rego4j.parse.classify;

import java.util.Arrays;

/**
 * What a reading of a text knew after each token outside of all brackets. Another one that starts further on stops where it
 * knows the same: from there on it would find nothing new. So a text of many statements that must be read again costs each
 * of them once.
 */
final class StateHistory {
    /** What is known inside of brackets: nothing that could be compared. */
    static final long NONE = 0;

    private long[] states = new long[0];
    private int readings;

    /** A state of up to eleven flags; never {@link #NONE}. */
    static long flags(boolean... flags) {
        long state = 1;
        for (boolean flag : flags) {
            state = state << 1 | (flag ? 1 : 0);
        }
        return state;
    }

    /** Starts a reading. Few texts are read twice: nothing is kept of the first reading. */
    void begin(int tokens) {
        readings++;
        if (readings == 2) {
            states = new long[tokens];
        }
    }

    /** True if what this reading knows is kept. */
    boolean areKept() {
        return readings > 1;
    }

    /** Keeps what is known after a token; true if the reading before knew the same there. */
    boolean meet(int token, long state) {
        long before = states[token];
        states[token] = state;
        return state != NONE && state == before;
    }

    /** Forgets what was known from a token on, where a reading ends before the text does. */
    void forget(int from) {
        if (areKept()) {
            Arrays.fill(states, from, states.length, NONE);
        }
    }
}
