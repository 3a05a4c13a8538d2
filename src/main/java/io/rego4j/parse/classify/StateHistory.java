package io.rego4j.parse.classify;

import java.util.Arrays;

/**
 * The classifier's state after each top-level token. A pass that starts again further on stops at a token after which
 * its state equals that of the pass before, since it would only repeat that one. So a text of many statements with
 * errors is classified in linear time.
 */
final class StateHistory {
    /** The state inside of brackets, which is not compared. */
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

    /** Starts a pass. States are kept from the second pass on, since few texts need one. */
    void begin(int tokens) {
        readings++;
        if (readings == 2) {
            states = new long[tokens];
        }
    }

    /** True if the states of this pass are recorded. */
    boolean isRecording() {
        return readings > 1;
    }

    /** Records the state after a token; true if it repeats that of the pass before. */
    boolean repeats(int token, long state) {
        long before = states[token];
        states[token] = state;
        return state != NONE && state == before;
    }

    /** Forgets the states from a token on, where a pass ends before the text does. */
    void forget(int from) {
        if (isRecording()) {
            Arrays.fill(states, from, states.length, NONE);
        }
    }
}
