package io.rego4j.parse.classify;

import io.rego4j.parse.antlr.RegoLexer;

/**
 * How many brackets are open that each closing one would close: one that closes nothing is known without a search, which in a
 * text of a million of them would cost a million times a million steps.
 */
final class OpenBracketCounter {
    private int round;
    private int square;
    private int curly;

    void clear() {
        round = 0;
        square = 0;
        curly = 0;
    }

    /** True if a bracket is open that the token closes. */
    boolean has(int closing) {
        return switch (closing) {
            case RegoLexer.RPAREN -> round > 0;
            case RegoLexer.RBRACK -> square > 0;
            default -> curly > 0;
        };
    }

    /** Takes note of one that such a token will close. */
    void opened(int closing) {
        count(closing, 1);
    }

    /** Takes note that one of these is open no more, whatever ended it. */
    void ended(int closing) {
        count(closing, -1);
    }

    private void count(int closing, int by) {
        switch (closing) {
            case RegoLexer.RPAREN -> round += by;
            case RegoLexer.RBRACK -> square += by;
            default -> curly += by;
        }
    }
}
