package io.rego4j.parse.read;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import io.rego4j.internal.go.GoText;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.build.LiteralBuilder;
import io.rego4j.parse.build.RuleStarts;
import io.rego4j.parse.build.TemplateBuilder;
import io.rego4j.parse.classify.BracketScanner;
import io.rego4j.parse.classify.RecursionDepth;
import io.rego4j.parse.metadata.MetadataAttachment;
import io.rego4j.parse.metadata.MetadataReader;
import io.rego4j.parse.token.ActiveKeywords;
import io.rego4j.parse.token.ImportTracker;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.Arrays;
import java.util.List;

/**
 * Decides from tokens alone whether a text would be read as the same module as one that was read: the same tree but for
 * locations, the same comments in the same order, the same METADATA. Reading tokens costs a tenth of a parse. False
 * means unknown: the texts have to be read and compared.
 *
 * <p>A tree is made of nothing but the types and characters of the tokens and the following, each of which is compared
 * where a parser would look at it:
 *
 * <ul>
 *   <li>White space before a bracket, a dot or a piece of a template string that may belong to the term before it, and
 *       after a dot, and before an operator that follows the first name of a statement: {@link BracketScanner},
 *       {@link io.rego4j.parse.classify.TokenClassifier}, {@link ImportTracker}, {@link RuleStarts}.
 *   <li>A line feed between two tokens of which the second may start an expression: {@link LiteralBuilder}. It may come, but
 *       not go.
 *   <li>From which token on {@code and}, {@code or} and {@code not} are keywords: {@link ActiveKeywords}.
 *   <li>A comment before an expression in a template string: {@link TemplateBuilder}.
 *   <li>How deep brackets nest: {@link RecursionDepth}.
 *   <li>For METADATA the column of comments, whether they follow each other row by row, which statement is the next one,
 *       and the order of the rows of statements: {@link MetadataReader}, {@link MetadataAttachment}.
 * </ul>
 *
 * <p>Two texts may differ in commas before closing brackets. They have no meaning in a list, and the grammar has no
 * other place for them; with a bar in the same brackets they matter.
 */
public final class TokenComparison {
    /** No deeper brackets are compared: no limit of {@link RecursionDepth} is near. */
    private static final int MOST_BRACKETS = 200;

    private final TokenBuffer a;
    private final TokenBuffer b;
    /** The role of each open bracket. */
    private final int[] brackets = new int[MOST_BRACKETS];
    /** Whether a bar stands in it. */
    private final boolean[] bars = new boolean[MOST_BRACKETS];

    private int depth;

    private TokenComparison(TokenBuffer a, TokenBuffer b) {
        this.a = a;
        this.b = b;
    }

    /**
     * True if two texts are read as the same module.
     *
     * @param module what the first text was read as, without errors
     * @param a the tokens of the first text, with their roles
     * @param comments the comments of the second text
     * @param b the tokens of the second text, read with the same options
     */
    static boolean isSame(RegoModule module, TokenBuffer a, List<Comment> comments, TokenBuffer b) {
        boolean metadata = false;
        List<Comment> own = module.comments();
        if (own.size() != comments.size()) {
            return false;
        }
        for (int i = 0; i < own.size(); i++) {
            if (!sameText(own.get(i).text(), comments.get(i).text())) {
                return false;
            }
            metadata |= MetadataReader.starts(own.get(i)) || MetadataReader.starts(comments.get(i));
        }
        TokenComparison tokens = new TokenComparison(a, b);
        if (!metadata) {
            return tokens.walk(new int[0]);
        }
        int[] matches = new int[a.size()];
        return tokens.walk(matches) && tokens.sameMetadata(module, comments, matches);
    }

    /** True if the comments are the same without white space at their ends. */
    private static boolean sameText(String x, String y) {
        int common = Math.min(x.length(), y.length());
        return x.startsWith(y.substring(0, common)) && isBlank(x, common) && isBlank(y, common);
    }

    private static boolean isBlank(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            if (!GoText.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Walks both texts.
     *
     * @param matches takes for each token of the first text the one of the second, or -1, if there is room
     */
    private boolean walk(int[] matches) {
        Arrays.fill(matches, -1);
        int i = 0;
        int j = 0;
        while (true) {
            int type = a.type(i);
            if (type != b.type(j)) {
                if (isNeedless(a, i)) {
                    i++;
                } else if (i > 0 && isNeedless(b, j)) {
                    j++;
                } else {
                    return false;
                }
                type = a.type(i);
                if (type != b.type(j)) {
                    return false;
                }
            }
            if (!isSame(i, j, type) || !follow(i, type)) {
                return false;
            }
            if (matches.length > 0) {
                matches[i] = j;
            }
            if (type == RegoLexer.EOF) {
                return true;
            }
            i++;
            j++;
        }
    }

    private boolean isSame(int i, int j, int type) {
        if (!TokenTypes.hasOneText(type) && !sameText(i, j)) {
            return false;
        }
        if (a.logicalAt(i) != b.logicalAt(j) || a.notBodiesAt(i) != b.notBodiesAt(j)) {
            return false;
        }
        if (i == 0) {
            return true;
        }
        if (a.gapBefore(i) != b.gapBefore(j) && isGapRead(i, type)) {
            return false;
        }
        int before = a.type(i - 1);
        if (a.newlineBefore(i)
                && !b.newlineBefore(j)
                && TokenTypes.mayEndTerm(before)
                && TokenTypes.mayStartTerm(type)) {
            return false;
        }
        return before != RegoLexer.TEMPLATE_PART || !isCommented(a, i) && !isCommented(b, j);
    }

    /** True if white space before a token may make a difference. */
    private boolean isGapRead(int i, int type) {
        int before = a.type(i - 1);
        return switch (type) {
            case RegoLexer.DOT, RegoLexer.LBRACK, RegoLexer.LPAREN, RegoLexer.TEMPLATE_PART, RegoLexer.TEMPLATE_END ->
                // After a dot anything may be a name.
                TokenTypes.mayEndTerm(before) || i > 1 && a.type(i - 2) == RegoLexer.DOT;
            default -> before == RegoLexer.DOT || depth == 0 && startsLikeHead(i, type);
        };
    }

    /** True for an operator after what may be the name that a statement starts with. */
    private boolean startsLikeHead(int i, int type) {
        return TokenTypes.isOperator(type)
                && !TokenTypes.hasOneText(a.type(i - 1))
                && (i == 1 || TokenTypes.mayEndTerm(a.type(i - 2)));
    }

    private boolean sameText(int i, int j) {
        int length = a.end(i) - a.start(i);
        return length == b.end(j) - b.start(j)
                && a.source().text().regionMatches(a.start(i), b.source().text(), b.start(j), length);
    }

    private static boolean isCommented(TokenBuffer tokens, int token) {
        // The search stops at the token: one that went on would make a text without comments cost its square.
        for (int at = tokens.end(token - 1); at < tokens.start(token); at++) {
            if (tokens.source().text().charAt(at) == '#') {
                return true;
            }
        }
        return false;
    }

    /** True for a comma that a list may have or not: after something, before the closing bracket. */
    private boolean isNeedless(TokenBuffer tokens, int token) {
        if (tokens.type(token) != RegoLexer.COMMA || depth == 0 || bars[depth - 1]) {
            return false;
        }
        if (!TokenTypes.isClosing(tokens.type(token + 1)) || !TokenTypes.mayEndTerm(tokens.type(token - 1))) {
            return false;
        }
        return switch (brackets[depth - 1]) {
            case RegoLexer.LBRACK, RegoLexer.SET_OPEN, RegoLexer.OBJECT_OPEN, RegoLexer.CALL_OPEN -> true;
            default -> false;
        };
    }

    /** Keeps count of the brackets; false if there are too many. */
    private boolean follow(int i, int type) {
        if (TokenTypes.nests(type)) {
            if (depth == MOST_BRACKETS) {
                return false;
            }
            brackets[depth] = a.role(i);
            bars[depth] = false;
            depth++;
        } else if (TokenTypes.isClosing(type)) {
            depth--;
        } else if (type == RegoLexer.UNION && depth > 0) {
            bars[depth - 1] = true;
        }
        return true;
    }

    private boolean sameMetadata(RegoModule module, List<Comment> comments, int[] matches) {
        boolean inBlock = false;
        boolean inOther = false;
        for (int i = 0; i < comments.size(); i++) {
            Comment one = module.comments().get(i);
            Comment other = comments.get(i);
            boolean starts = MetadataReader.starts(one);
            inBlock = starts
                    || inBlock
                            && MetadataReader.continues(one, module.comments().get(i - 1));
            inOther = MetadataReader.starts(other) || inOther && MetadataReader.continues(other, comments.get(i - 1));
            if (starts != MetadataReader.starts(other)
                    || inBlock != inOther
                    || inBlock && !one.text().equals(other.text())
                    || starts
                            && matches[a.after(one.origin().start())]
                                    != b.after(other.origin().start())) {
                return false;
            }
        }
        return isAtMargin(module.pkg(), matches)
                && areAtMargin(module.imports(), matches)
                && areAtMargin(module.rules(), matches);
    }

    private boolean areAtMargin(List<? extends Node> statements, int[] matches) {
        for (Node statement : statements) {
            if (!isAtMargin(statement, matches)) {
                return false;
            }
        }
        return true;
    }

    /** True if no token stands before a statement in its row, in both texts: then the order of rows is that of tokens. */
    private boolean isAtMargin(Node statement, int[] matches) {
        int token = a.after(statement.origin().anchor());
        return a.start(token) == statement.origin().anchor()
                && matches[token] >= 0
                && (token == 0 || a.newlineBefore(token) && b.newlineBefore(matches[token]));
    }
}
