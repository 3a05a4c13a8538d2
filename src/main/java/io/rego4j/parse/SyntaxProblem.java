package io.rego4j.parse;

import java.util.List;

/** The end of a statement that is not Rego: the token at fault, and what is wrong with it. */
final class SyntaxProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int token;
    private final transient List<String> hints;

    SyntaxProblem(int token, String message, List<String> hints) {
        // It never leaves the package: nobody reads a stack trace.
        super(message, null, false, false);
        this.token = token;
        this.hints = hints;
    }

    int token() {
        return token;
    }

    List<String> hints() {
        return hints;
    }
}
