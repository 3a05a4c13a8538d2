package io.rego4j.parse.classify;

import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;

/** Where the names that {@code some} declares end. */
public final class SomeDeclarations {
    private SomeDeclarations() {}

    /** True if names from {@code first} on are all that stands before a closing brace. */
    public static boolean fill(TokenBuffer tokens, int first) {
        int token = first;
        while (tokens.role(token) == RegoLexer.NAME && tokens.role(token + 1) == RegoLexer.COMMA) {
            token += 2;
        }
        return tokens.role(token) == RegoLexer.NAME && tokens.role(token + 1) == RegoLexer.RBRACE;
    }

    /**
     * True if several names end before an operator in a new line: the line is another expression, unless {@code in} follows,
     * of which the operator is a part. What follows a single name OPA takes for an operator.
     */
    static boolean endBefore(TokenBuffer tokens, int operator) {
        int name = operator - 1;
        if (!tokens.newlineBefore(operator) || !isName(tokens, name) || !isComma(tokens, name - 1)) {
            return false;
        }
        while (isComma(tokens, name - 1) && isName(tokens, name - 2)) {
            name -= 2;
        }
        return name > 0 && tokens.role(name - 1) == RegoLexer.SOME && !isMember(tokens, operator);
    }

    private static boolean isComma(TokenBuffer tokens, int token) {
        return token >= 0 && tokens.role(token) == RegoLexer.COMMA;
    }

    private static boolean isName(TokenBuffer tokens, int token) {
        return token >= 0 && tokens.role(token) == RegoLexer.NAME;
    }

    /** True if {@code in} stands in the line. */
    private static boolean isMember(TokenBuffer tokens, int operator) {
        for (int token = operator + 1; !tokens.newlineBefore(token); token++) {
            int type = tokens.type(token);
            if (type == RegoLexer.IN) {
                return true;
            }
            if (type == RegoLexer.EOF || type == RegoLexer.SEMICOLON) {
                return false;
            }
        }
        return false;
    }
}
