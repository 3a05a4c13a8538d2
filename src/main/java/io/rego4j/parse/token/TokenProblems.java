package io.rego4j.parse.token;

import java.util.Arrays;

/** The messages of illegal tokens, by their index. Stored in arrays, since a text may have millions. */
public final class TokenProblems {
    private int[] tokens = new int[4];
    private String[] messages = new String[4];
    private int count;

    /** Keeps the first problem of a token; tokens come in the order of the text. */
    void add(int token, String message) {
        if (count > 0 && tokens[count - 1] == token) {
            return;
        }
        if (count == tokens.length) {
            tokens = Arrays.copyOf(tokens, 2 * count);
            messages = Arrays.copyOf(messages, 2 * count);
        }
        tokens[count] = token;
        messages[count++] = message;
    }

    /** What is wrong with an illegal token. */
    public String at(int token) {
        int found = Arrays.binarySearch(tokens, 0, count, token);
        return found < 0 ? "illegal token" : messages[found];
    }
}
