package io.rego4j.parse.classify;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.LanguageFeatures;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.Arrays;

/**
 * Pairs the brackets of a text and classifies the contents of each: a list, pairs with a colon, a comprehension, or
 * expressions. A pass looks at each token once. It runs before {@link TokenClassifier}, since the role of an opening
 * bracket depends on what follows it.
 *
 * <p>OPA's parser tries one reading after the other. The first separators decide which of them succeeds: a bar right
 * after the first term makes a comprehension, unless a comma stands in what would be its body.
 */
public final class BracketScanner {
    /** The contents look like a list of terms; also of no terms. */
    static final int LIST = 0;
    /** The contents are pairs with a colon. */
    static final int PAIRS = 1;
    /** The contents are those of a comprehension. */
    static final int COMPREHENSION = 2;
    /** The contents are those of an object comprehension. */
    static final int OBJECT_COMPREHENSION = 3;

    private static final int SHAPE = 3;
    /** Of an opening bracket: it holds what no list of terms may hold. */
    private static final int QUERY = 4;
    /** Of an opening bracket: a token closes it. */
    private static final int CLOSED = 8;
    /** Of an opening bracket: the closing one follows at once. */
    private static final int EMPTY = 16;
    /** Of an opening bracket: {@code and} or {@code or} follows the closing one. */
    private static final int OPERAND = 32;
    /** Of an opening bracket: what follows the closing one goes on with the expression. */
    private static final int CONTINUED = 64;
    /** Of a bar: a comprehension's body follows. */
    private static final int BAR = 1;

    private final TokenBuffer tokens;
    private final int maxDepth;
    private final boolean keywordsInRefs;
    /** The marks of each token: the shape of an opening bracket's contents, and the flags below. */
    private final byte[] marks;

    private final StateHistory history = new StateHistory();
    private BracketContents[] frames = new BracketContents[16];
    private int depth;
    /** The number of open brackets beyond the depth limit, which are counted and not classified. */
    private int tooDeep;

    private final OpenBracketCounter open = new OpenBracketCounter();

    BracketScanner(TokenBuffer tokens, ParseOptions options) {
        this.tokens = tokens;
        maxDepth = options.maxDepth();
        keywordsInRefs = LanguageFeatures.keywordsInRefs(options);
        marks = new byte[tokens.size()];
    }

    /**
     * Reads the tokens from {@code from} on.
     *
     * @return the token after which all marks are those of the pass before; the number of tokens if there is none
     */
    int read(int from) {
        history.begin(tokens.size());
        depth = 0;
        tooDeep = 0;
        open(-1, 0);
        // The outermost frame is no bracket that a token could close.
        open.clear();
        for (int token = from; token < tokens.size(); token++) {
            marks[token] = 0;
            scan(token, tokens.type(token));
            if (history.isRecording() && history.repeats(token, state())) {
                return token;
            }
        }
        while (depth > 1) {
            close(-1);
        }
        return tokens.size();
    }

    /** The state that the following marks depend on. Outside all brackets no shape is needed. */
    private long state() {
        return depth > 1 ? StateHistory.NONE : StateHistory.flags(frames[0].termEnds, frames[0].nameFollows);
    }

    /** True if a token closes an opening bracket. */
    boolean isClosed(int open) {
        return (marks[open] & CLOSED) != 0;
    }

    /** True if an opening bracket closes at once. */
    boolean isEmpty(int open) {
        return (marks[open] & EMPTY) != 0;
    }

    /** True if {@code and} or {@code or} follows the closing bracket of an opening one. */
    boolean isOperand(int open) {
        return (marks[open] & OPERAND) != 0;
    }

    /** True if the expression goes on after the closing bracket of an opening one. */
    boolean isContinued(int open) {
        return (marks[open] & CONTINUED) != 0;
    }

    /** True if keywords may stand in references. */
    boolean allowsKeywords() {
        return keywordsInRefs;
    }

    /** The shape of an opening bracket's contents. */
    int shape(int open) {
        return marks[open] & SHAPE;
    }

    /** True if an opening bracket has what no list of terms may hold. */
    boolean holdsQuery(int open) {
        return (marks[open] & QUERY) != 0;
    }

    /** True for a bar that a comprehension's body follows. */
    boolean isComprehensionBar(int bar) {
        return (marks[bar] & BAR) != 0;
    }

    /** True for a keyword with a dot or a bracket right after it: where an expression starts, it is a name. */
    boolean isReference(int token) {
        if (!TokenTypes.isKeyword(tokens.type(token)) || !keywordsInRefs) {
            return false;
        }
        int next = tokens.type(token + 1);
        return (next == RegoLexer.DOT || next == RegoLexer.LBRACK) && !tokens.gapBefore(token + 1);
    }

    private void scan(int token, int type) {
        if (tooDeep > 0) {
            tooDeep += TokenTypes.nests(type) ? 1 : TokenTypes.isClosing(type) ? -1 : 0;
            return;
        }
        BracketContents frame = frames[depth - 1];
        if (frame.nameFollows) {
            frame.nameFollows = false;
            frame.termEnds = true;
            return;
        }
        if (TokenTypes.isOpening(type)) {
            boolean selects = type != RegoLexer.SET_OPEN && frame.termEnds && !tokens.gapBefore(token);
            if (!selects) {
                frame.term();
            }
            frame.someNames = false;
            frame.started = true;
            open(token, type);
        } else if (TokenTypes.isClosing(type)) {
            closeTo(token, type);
        } else {
            step(frame, token, type);
            frame.started = true;
        }
    }

    private void step(BracketContents frame, int token, int type) {
        switch (type) {
            case RegoLexer.NAME, RegoLexer.CONTAINS:
                boolean names = frame.someNames && !frame.termEnds;
                frame.term();
                frame.someNames = names;
                break;
            case RegoLexer.DOT:
                frame.someNames = false;
                if (frame.termEnds && !tokens.gapBefore(token)) {
                    frame.nameFollows = true;
                }
                break;
            case RegoLexer.COMMA:
                comma(frame);
                break;
            case RegoLexer.COLON:
                if (frame.colon < 0 && !frame.comma && frame.bar < 0) {
                    frame.colon = token;
                    frame.operators = false;
                } else if (frame.colon >= 0 && frame.commaAfterBar && !frame.query) {
                    // The value was a union, and here is the next key.
                    frame.plainComma = true;
                }
                frame.termEnds = false;
                break;
            case RegoLexer.UNION:
                bar(frame, token);
                break;
            case RegoLexer.IN:
                if (isReference(token) && frame.termEnds) {
                    frame.term();
                } else {
                    frame.operators = true;
                    frame.pairComma = false;
                    frame.pairIn = true;
                    frame.someNames = false;
                    frame.termEnds = false;
                }
                break;
            case RegoLexer.TEMPLATE_PART, RegoLexer.TEMPLATE_END:
                // A template string is one term: its braces are paired with its parts by the reader.
                template(frame, token, type);
                break;
            case RegoLexer.SOME, RegoLexer.EVERY, RegoLexer.NOT, RegoLexer.WITH, RegoLexer.AS, RegoLexer.AND:
            case RegoLexer.OR, RegoLexer.IF, RegoLexer.ELSE, RegoLexer.DEFAULT, RegoLexer.PACKAGE, RegoLexer.IMPORT:
                keyword(frame, token, type);
                break;
            case RegoLexer.ASSIGN, RegoLexer.UNIFY, RegoLexer.SEMICOLON:
                frame.query = true;
                frame.endPair();
                frame.termEnds = false;
                break;
            default:
                if (TokenTypes.isConstant(type)) {
                    frame.term();
                } else if (TokenTypes.isOperator(type)) {
                    if (frame.someNames && frame.pairComma && tokens.newlineBefore(token)) {
                        // The declared names end, and a line of its own starts with a sign.
                        frame.endPair();
                    }
                    frame.operators |= frame.termEnds;
                    frame.termEnds = false;
                } else {
                    frame.termEnds = false;
                }
                frame.someNames = false;
        }
    }

    private void template(BracketContents frame, int token, int type) {
        boolean first = tokens.source().text().charAt(tokens.start(token)) == '$'
                && (token == 0
                        || tokens.type(token - 1) != RegoLexer.RBRACE
                        || tokens.start(token) != tokens.end(token - 1));
        if (first) {
            frame.term();
            frame.someNames = false;
        }
        if (type == RegoLexer.TEMPLATE_PART) {
            open(token, type);
        }
    }

    private void keyword(BracketContents frame, int token, int type) {
        if (isReference(token)) {
            frame.term();
            return;
        }
        if ((type == RegoLexer.AND || type == RegoLexer.OR)
                && !frame.termEnds
                && tokens.type(token + 1) == RegoLexer.LPAREN
                && !tokens.gapBefore(token + 1)) {
            frame.term();
            return;
        }
        frame.query = true;
        frame.endPair();
        frame.someNames = type == RegoLexer.SOME;
        frame.termEnds = false;
    }

    private static void comma(BracketContents frame) {
        frame.termEnds = false;
        if (!frame.started) {
            frame.leadingComma = true;
        } else if (frame.bar >= 0) {
            if (!frame.someNames) {
                frame.plainComma |= frame.pairIn || frame.pairComma;
            }
            frame.pairComma = true;
            frame.commaAfterBar = true;
        } else {
            frame.comma = true;
        }
    }

    private static void bar(BracketContents frame, int token) {
        boolean first = frame.termEnds
                && frame.bar < 0
                && !frame.operators
                && !frame.leadingComma
                && !frame.comma
                && !frame.query;
        if (first) {
            frame.bar = token;
            frame.endPair();
            frame.plainComma = false;
        } else {
            frame.operators = true;
        }
        frame.termEnds = false;
        frame.someNames = false;
    }

    private void open(int token, int type) {
        if (depth > maxDepth) {
            tooDeep = 1;
            return;
        }
        if (depth == frames.length) {
            frames = Arrays.copyOf(frames, 2 * depth);
        }
        BracketContents frame = frames[depth];
        if (frame == null) {
            frame = new BracketContents();
            frames[depth] = frame;
        }
        frame.reset(token, type);
        open.opened(TokenTypes.closing(type));
        depth++;
    }

    /** Closes the innermost bracket that the token may close; those inside it stay open. */
    private void closeTo(int token, int type) {
        if (!open.has(type)) {
            return;
        }
        // A template string is cut where its braces close, whatever else is open.
        while (TokenTypes.closing(frames[depth - 1].type) != type) {
            close(-1);
        }
        close(token);
        frames[depth - 1].termEnds = true;
    }

    private void close(int token) {
        BracketContents frame = frames[--depth];
        open.ended(TokenTypes.closing(frame.type));
        int shape = frame.shape();
        int mark = shape | (frame.query ? QUERY : 0);
        if (token >= 0) {
            int next = tokens.type(token + 1);
            mark |= CLOSED
                    | (token == frame.open + 1 ? EMPTY : 0)
                    | (next == RegoLexer.AND || next == RegoLexer.OR ? OPERAND : 0)
                    | (continues(token + 1, next) ? CONTINUED : 0);
        }
        marks[frame.open] = (byte) mark;
        if (shape >= COMPREHENSION && frame.type != RegoLexer.LPAREN && frame.type != RegoLexer.TEMPLATE_PART) {
            marks[frame.bar] = BAR;
        }
    }

    /** True if a token goes on with the expression that ends before it. */
    private boolean continues(int token, int type) {
        return switch (type) {
            case RegoLexer.IN -> !isReference(token);
            case RegoLexer.ASSIGN, RegoLexer.UNIFY, RegoLexer.COMMA -> true;
            case RegoLexer.DOT, RegoLexer.LBRACK, RegoLexer.LPAREN -> !tokens.gapBefore(token);
            default -> TokenTypes.isOperator(type);
        };
    }
}
