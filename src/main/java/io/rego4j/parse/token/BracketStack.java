package io.rego4j.parse.token;

import java.util.Arrays;

/** The brackets and template strings that are open where a text is read. */
final class BracketStack {
    private static final char TEMPLATE = 'T';
    private static final char RAW_TEMPLATE = 'R';

    private char[] open = new char[32];
    private int depth;

    int depth() {
        return depth;
    }

    void open(char bracket) {
        if (depth == open.length) {
            open = Arrays.copyOf(open, 2 * depth);
        }
        open[depth++] = bracket;
    }

    /** Closes the innermost bracket if it is the one that is named. */
    void close(char bracket) {
        if (depth > 0 && open[depth - 1] == bracket) {
            depth--;
        }
    }

    void openTemplate(boolean raw) {
        open(raw ? RAW_TEMPLATE : TEMPLATE);
    }

    /** True if the innermost template string, in whose text the reader is, is a raw one. */
    boolean inRawTemplate() {
        return open[depth - 1] == RAW_TEMPLATE;
    }

    void closeTemplate() {
        depth--;
    }

    /** Closes a brace, and what is still open in it; true if it was that of an expression in a template string. */
    boolean closeBrace() {
        while (depth > 0 && (open[depth - 1] == '(' || open[depth - 1] == '[')) {
            depth--;
        }
        if (depth == 0) {
            return false;
        }
        if (open[depth - 1] == '{') {
            depth--;
            return false;
        }
        return true;
    }
}
