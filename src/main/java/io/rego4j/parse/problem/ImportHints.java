package io.rego4j.parse.problem;

import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;
import java.util.List;

/**
 * Where an expression ends too early because a keyword is only a name without its import, OPA hints at the import; see
 * hintMissingInfixKeyword and parseSome in OPA's parser.
 */
public final class ImportHints {
    private static final String SEPARATOR_EXPECTED = ": expected \\n or ;";

    private ImportHints() {}

    /** What to import so that the expression goes on at the token that is wrong; empty if no import helps. */
    public static List<String> hints(TokenBuffer tokens, int token, String message) {
        if (!message.contains(SEPARATOR_EXPECTED)) {
            return List.of();
        }
        if (tokens.type(token) == RegoLexer.COMMA) {
            return isIn(tokens, token + 2) ? hint("in", "x in xs") : List.of();
        }
        if (tokens.role(token) != RegoLexer.NAME) {
            return List.of();
        }
        if (isEvery(tokens, token)) {
            return hint("every", "every x in xs { ... }");
        }
        return switch (tokens.text(token)) {
            case "in" -> hint("in", isSome(tokens, token) ? "some x in xs" : "x in xs");
            case "and" -> hint("and", "x and y");
            case "or" -> hint("or", "x or y");
            default -> List.of();
        };
    }

    private static List<String> hint(String keyword, String example) {
        return List.of("`import future.keywords." + keyword + "` for `" + example + "` expressions");
    }

    /** True for {@code in}, unless what follows makes it the start of a reference. */
    private static boolean isIn(TokenBuffer tokens, int token) {
        if (token + 1 >= tokens.size() || !tokens.text(token).equals("in")) {
            return false;
        }
        int next = tokens.type(token + 1);
        return tokens.gapBefore(token + 1) || next != RegoLexer.LBRACK && next != RegoLexer.DOT;
    }

    private static boolean isEvery(TokenBuffer tokens, int token) {
        return token > 0
                && tokens.type(token - 1) == RegoLexer.NAME
                && tokens.text(token - 1).equals("every")
                && (isIn(tokens, token + 1) || tokens.type(token + 1) == RegoLexer.COMMA && isIn(tokens, token + 3));
    }

    private static boolean isSome(TokenBuffer tokens, int in) {
        return in > 1 && tokens.type(in - 2) == RegoLexer.SOME
                || in > 3 && tokens.type(in - 2) == RegoLexer.COMMA && tokens.type(in - 4) == RegoLexer.SOME;
    }
}
