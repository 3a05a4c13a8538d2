package io.rego4j.parse.classify;

/** The state of the scan of one bracket's contents. */
final class BracketContents {
    int open;
    int type;
    /** A term ends at the last token. */
    boolean termEnds;
    /** The last token is a dot after a term: a name follows. */
    boolean nameFollows;
    /** An operator was seen since the bracket or the colon: what follows is not a single term. */
    boolean operators;
    /** Something was seen. */
    boolean started;

    boolean leadingComma;
    boolean comma;
    int colon;
    int bar;
    /** Something that only a body may hold. */
    boolean query;
    /** A comma that no body may hold. */
    boolean plainComma;

    boolean commaAfterBar;
    boolean pairComma;
    boolean pairIn;
    /** All tokens since {@code some} are names and commas. */
    boolean someNames;

    void reset(int open, int type) {
        this.open = open;
        this.type = type;
        termEnds = false;
        nameFollows = false;
        operators = false;
        started = false;
        leadingComma = false;
        comma = false;
        colon = -1;
        bar = -1;
        query = false;
        commaAfterBar = false;
        endPair();
        plainComma = false;
    }

    void endPair() {
        if (pairComma && !someNames) {
            plainComma = true;
        }
        pairComma = false;
        pairIn = false;
        someNames = false;
    }

    void term() {
        if (termEnds) {
            // Two terms side by side are two expressions.
            query = true;
            endPair();
        }
        termEnds = true;
    }

    int shape() {
        endPair();
        boolean comprehension = bar >= 0 && !plainComma;
        if (colon >= 0) {
            return comprehension ? BracketScanner.OBJECT_COMPREHENSION : BracketScanner.PAIRS;
        }
        return comprehension ? BracketScanner.COMPREHENSION : BracketScanner.LIST;
    }
}
