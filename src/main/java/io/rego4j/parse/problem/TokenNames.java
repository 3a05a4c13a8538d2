package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;

/** OPA's names of tokens in messages. */
public final class TokenNames {
    private TokenNames() {}

    /** OPA's message for an unexpected token; the note, if any, is what was expected. */
    public static String unexpected(TokenBuffer tokens, int token, String note) {
        int type = tokens.type(token);
        if (type == RegoLexer.ILLEGAL) {
            return "illegal token";
        }
        boolean keyword = TokenTypes.isKeyword(type) && tokens.role(token) != RegoLexer.NAME;
        String name = TokenTypes.isKeyword(type) && !keyword ? "identifier" : name(tokens, token);
        String what = "unexpected " + name + (keyword ? " keyword" : " token");
        return note.isEmpty() ? what : what + ": " + note;
    }

    /** True if the error is white space after the dot of a reference, which OPA reports at the white space. */
    public static boolean isSplitReference(TokenBuffer tokens, int token) {
        return token > 0
                && tokens.role(token) == RegoLexer.ILLEGAL
                && tokens.role(token - 1) == RegoLexer.REF_DOT
                && tokens.gapBefore(token);
    }

    private static String name(TokenBuffer tokens, int token) {
        return switch (tokens.type(token)) {
            case RegoLexer.EOF -> "eof";
            case RegoLexer.NAME -> "identifier";
            case RegoLexer.NUMBER -> "number";
            case RegoLexer.STRING, RegoLexer.RAW_STRING -> "string";
            case RegoLexer.TEMPLATE_PART -> "template-string-part";
            case RegoLexer.TEMPLATE_END -> "template-string-end";
            default -> {
                String operator = TokenTypes.builtin(tokens.type(token));
                yield operator == null ? tokens.text(token) : operator;
            }
        };
    }
}
