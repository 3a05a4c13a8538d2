package io.rego4j.opa.functions.graphql;

import io.rego4j.internal.go.GoQuote;
import org.jspecify.annotations.Nullable;

/**
 * A token.
 *
 * @param value of a name, a number, a string or a comment; else empty
 * @param line from 1
 * @param column from 1, in characters
 * @param error why it is invalid
 */
record Token(
        Kind kind,
        String value,
        int line,
        int column,
        @Nullable String error) {
    /** The kinds, with the words that errors have for them. */
    enum Kind {
        INVALID("<Invalid>"),
        EOF("<EOF>"),
        BANG("!"),
        DOLLAR("$"),
        AMP("&"),
        PAREN_L("("),
        PAREN_R(")"),
        SPREAD("..."),
        COLON(":"),
        EQUALS("="),
        AT("@"),
        BRACKET_L("["),
        BRACKET_R("]"),
        BRACE_L("{"),
        BRACE_R("}"),
        PIPE("|"),
        NAME("Name"),
        INT("Int"),
        FLOAT("Float"),
        STRING("String"),
        BLOCK_STRING("BlockString"),
        COMMENT("Comment");

        private final String words;

        Kind(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    boolean is(Kind other) {
        return kind == other;
    }

    @Override
    public String toString() {
        return value.isEmpty() ? kind.toString() : kind + " " + GoQuote.quote(value);
    }
}
