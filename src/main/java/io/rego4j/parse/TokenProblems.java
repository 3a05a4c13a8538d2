package io.rego4j.parse;

import java.util.HashMap;
import java.util.Map;

/** What is wrong with illegal tokens, by their index. */
final class TokenProblems {
    private final Map<Integer, String> messages = new HashMap<>();

    /** Keeps the first problem of a token. */
    void add(int token, String message) {
        messages.putIfAbsent(token, message);
    }

    /** What is wrong with an illegal token. */
    String at(int token) {
        return messages.getOrDefault(token, "illegal token");
    }
}
