package io.rego4j.parse.classify;

import io.rego4j.parse.antlr.RegoLexer;

/**
 * Counts open brackets by kind, so that an unmatched closing bracket is found in constant time.
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

    /** Counts a bracket that such a token will close. */
    void opened(int closing) {
        count(closing, 1);
    }

    /** Counts the end of such a bracket, whatever ended it. */
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
