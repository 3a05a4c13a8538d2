package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoGrammar.Rule_Context;
import io.rego4j.parse.token.TokenBuffer;
import java.util.List;
import org.antlr.v4.runtime.ParserRuleContext;
import org.jspecify.annotations.Nullable;

/** A syntax error in a statement: the token at fault, and the message. */
public final class SyntaxProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int token;
    private final transient List<String> hints;
    private final transient @Nullable ParserRuleContext context;

    public SyntaxProblem(int token, String message, List<String> hints) {
        this(token, message, hints, null);
    }

    SyntaxProblem(int token, String message, List<String> hints, @Nullable ParserRuleContext context) {
        // Caught inside the parser, so no stack trace is kept.
        super(message, null, false, false);
        this.token = token;
        this.hints = hints;
        this.context = context;
    }

    /** An unexpected token, with OPA's message. */
    public static SyntaxProblem unexpected(TokenBuffer tokens, int token, String note) {
        return new SyntaxProblem(token, TokenNames.unexpected(tokens, token, note), List.of());
    }

    /** The part of the parse tree that could not be finished; null if all of it was read. */
    @Nullable
    public ParserRuleContext context() {
        return context;
    }

    public int token() {
        return token;
    }

    public List<String> hints() {
        return hints;
    }

    /**
     * What looked like one rule is two statements, the second of which starts at a token: it must be read again from there.
     */
    public static final class Split extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private final int token;
        private final transient Rule_Context first;

        public Split(int token, Rule_Context first) {
            super(null, null, false, false);
            this.token = token;
            this.first = first;
        }

        /** Where the second statement starts. */
        public int token() {
            return token;
        }

        /** The part that holds the first statement. */
        public Rule_Context first() {
            return first;
        }
    }
}
