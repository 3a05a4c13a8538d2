package io.rego4j.parse.classify;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.parse.token.TokenBuffer;
import io.rego4j.parse.token.TokenTypes;
import java.util.Arrays;

/**
 * Classifies tokens by context: kind of bracket, sign or operator, keyword or name. Each token gets a role, the type
 * that the grammar sees, so that the grammar decides by one token of lookahead. What depends on a bracket's contents
 * comes from {@link BracketScanner}, which looks ahead.
 */
public final class TokenClassifier {
    private final TokenBuffer tokens;
    private final BracketScanner shapes;
    private final boolean rules;
    private final RecursionDepth recursion;
    private final StateHistory history = new StateHistory();

    /** The roles of the open brackets. */
    private int[] brackets = new int[16];

    /** Of each bracket: {@code every} was read, and its body was not. */
    private boolean[] everys = new boolean[16];

    /** Of each bracket: {@code with} was read, and its {@code as} was not. */
    private boolean[] withs = new boolean[16];

    /** Of each bracket: a comma was read in the expression, so that {@code in} makes a pair of its operands. */
    private boolean[] commas = new boolean[16];
    /** Of each bracket: operands of logic stand in it, so that in parentheses it holds no term. */
    private boolean[] logics = new boolean[16];

    private int depth;
    private final OpenBracketCounter open = new OpenBracketCounter();

    /** The role of the last token. */
    private int last;
    /** A term ends at the last token. */
    private boolean termEnds;
    /** A rule's body ends at the last token. */
    private boolean bodyEnds;
    /** The last token closes a call. */
    private boolean callEnds;

    private int tooDeep = -1;
    /** A package or an import is read. */
    private boolean inHeader;
    /** An {@code else} of the rule that is read was seen. */
    private boolean inElse;
    /** The name that starts the rule that is read, while only its reference was seen; -1 outside of one. */
    private int head;
    /** The statement starts with the keyword {@code contains}: it is no rule, and has no body. */
    private boolean noRule;
    /** The brace that opens a body although it looks like a term; -1 if there is none. */
    private int forcedBody = -1;
    /** The forced body of the pass before; -1 if there was none. */
    private int forcedBefore = -1;

    /** Classifies tokens; {@code rules} is false where only queries are allowed, as in OPA's {@code SkipRules}. */
    public TokenClassifier(TokenBuffer tokens, ParseOptions options, boolean rules) {
        this.tokens = tokens;
        this.shapes = new BracketScanner(tokens, options);
        this.rules = rules;
        this.recursion = new RecursionDepth(options.maxDepth());
        tokens.resetRoles(0);
    }

    /** How many levels a recursion over the tree of what was read may need. */
    public long levels() {
        return recursion.levels();
    }

    /** The token that is too deep inside of brackets; -1 if none is. */
    public int tooDeep() {
        return tooDeep;
    }

    /** Reads the tokens from {@code from} on, where a statement starts, with a brace that is known to open a body. */
    public void readWithBody(int from, int brace) {
        forcedBody = brace;
        read(from);
        forcedBody = -1;
    }

    /** Reads the tokens from {@code from} on, where a statement starts. */
    public void read(int from) {
        // Up to here the marks of brackets or a forced body have changed, and so may roles.
        int changedUpTo = Math.max(shapes.read(from), Math.max(forcedBody, forcedBefore));
        forcedBefore = forcedBody;
        history.begin(tokens.size());
        recursion.reset();
        depth = 0;
        push(RegoLexer.EOF);
        // Nothing closes what is outside of all brackets.
        open.clear();
        last = RegoLexer.EOF;
        termEnds = false;
        bodyEnds = false;
        callEnds = false;
        inHeader = false;
        inElse = false;
        head = -1;
        noRule = false;
        for (int token = from; token < tokens.size(); token++) {
            int before = depth;
            int role = role(token, tokens.type(token));
            if (!count(role, before)) {
                // An ILLEGAL token ends the parse here.
                tooDeep = token;
                tokens.resetRoles(token + 1);
                tokens.assign(token, RegoLexer.ILLEGAL);
                history.forget(token);
                return;
            }
            tokens.assign(token, role);
            last = role;
            if (history.isRecording() && history.repeats(token, state()) && token >= changedUpTo) {
                return;
            }
        }
        tooDeep = -1;
    }

    /** The state that the roles of the following tokens depend on. */
    private long state() {
        if (depth > 1) {
            return StateHistory.NONE;
        }
        long flags = StateHistory.flags(
                termEnds, bodyEnds, callEnds, inHeader, inElse, noRule, everys[0], withs[0], commas[0]);
        return ((long) head << 16 | last & 0xff) << 16 | recursion.outside() << 12 | flags;
    }

    private boolean count(int role, int before) {
        if (depth > before) {
            return recursion.open(role);
        }
        if (depth < before) {
            recursion.close(depth);
            return true;
        }
        return recursion.token(role);
    }

    private int role(int token, int type) {
        boolean wasTerm = termEnds;
        boolean wasBody = bodyEnds;
        boolean wasCall = callEnds;
        if (last == RegoLexer.REF_DOT) {
            return field(token, type);
        }
        termEnds = false;
        bodyEnds = false;
        callEnds = false;
        switch (type) {
            case RegoLexer.NAME:
                return name(token, wasTerm || wasBody);
            case RegoLexer.SET_OPEN:
                return push(endHeadRef(braceRole(token, wasTerm, wasBody)));
            case RegoLexer.LBRACK:
                return push(
                        selects(token, wasTerm)
                                ? RegoLexer.INDEX_OPEN
                                : shapes.shape(token) == BracketScanner.COMPREHENSION
                                        ? endHeadRef(RegoLexer.ARRAY_COMPREHENSION)
                                        : endHeadRef(RegoLexer.LBRACK));
            case RegoLexer.LPAREN:
                return push(selects(token, wasTerm && !wasCall) ? RegoLexer.CALL_OPEN : endHeadRef(RegoLexer.LPAREN));
            case RegoLexer.RPAREN, RegoLexer.RBRACK, RegoLexer.RBRACE:
                return close(type);
            case RegoLexer.DOT:
                return selects(token, wasTerm) ? RegoLexer.REF_DOT : endHeadRef(RegoLexer.DOT);
            case RegoLexer.MINUS:
                boolean operator = wasTerm && !SomeDeclarations.endBefore(tokens, token);
                return endHeadRef(operator ? RegoLexer.MINUS : RegoLexer.SIGN);
            case RegoLexer.COMMA:
                commas[depth - 1] = true;
                boolean leads = last == RegoLexer.LBRACK || last == RegoLexer.SET_OPEN || last == RegoLexer.OBJECT_OPEN;
                return TokenTypes.isClosing(tokens.type(token + 1)) && !leads ? RegoLexer.LAST_COMMA : RegoLexer.COMMA;
            case RegoLexer.SEMICOLON:
                commas[depth - 1] = false;
                return endHeadRef(type);
            case RegoLexer.UNION:
                commas[depth - 1] = false;
                boolean comprehension =
                        TokenTypes.isComprehension(brackets[depth - 1]) && shapes.isComprehensionBar(token);
                return endHeadRef(comprehension ? RegoLexer.COMPREHENSION_BAR : RegoLexer.UNION);
            case RegoLexer.TEMPLATE_PART:
                return push(endHeadRef(type));
            default:
                if (TokenTypes.isConstant(type) && !isPath() && !isReference(token, wasTerm, wasBody)) {
                    termEnds = true;
                    return endHeadRef(type);
                }
                return TokenTypes.isKeyword(type) ? keyword(token, type, wasTerm, wasBody) : endHeadRef(type);
        }
    }

    /**
     * What follows the dot of a reference: each keyword is a name there. OPA takes the operators {@code |} and {@code &} for
     * the keywords {@code or} and {@code and}, where these are keywords.
     */
    private int field(int token, int type) {
        boolean logical = (type == RegoLexer.UNION || type == RegoLexer.INTERSECTION) && tokens.logicalAt(token);
        boolean name = type == RegoLexer.NAME || (TokenTypes.isKeyword(type) || logical) && shapes.allowsKeywords();
        termEnds = name;
        // White space after a dot is no name; the grammar has no place for it.
        return tokens.gapBefore(token) ? RegoLexer.ILLEGAL : name ? RegoLexer.NAME : type;
    }

    private int name(int token, boolean startsStatement) {
        termEnds = true;
        if (depth == 1) {
            boolean start = rules && (startsStatement || last == RegoLexer.EOF || last == RegoLexer.DEFAULT);
            head = start ? token : head >= 0 && last == RegoLexer.REF_DOT ? head : -1;
            inHeader &= !start;
            inElse &= !start;
            noRule &= !start;
        }
        if (startsStatement) {
            endLiteral();
        }
        return RegoLexer.NAME;
    }

    /** True if a bracket or a dot selects from the term before it. In a head, white space may follow the first name. */
    private boolean selects(int token, boolean afterTerm) {
        return afterTerm && (!tokens.gapBefore(token) || depth == 1 && head >= 0 && head == token - 1);
    }

    /** Notes that the reference at the start of a rule ends before a token; returns the role of the token. */
    private int endHeadRef(int role) {
        if (depth == 1) {
            head = -1;
        }
        return role;
    }

    private int braceRole(int token, boolean wasTerm, boolean wasBody) {
        if (token == forcedBody || last == RegoLexer.ELSE || last == RegoLexer.NOT && tokens.notBodiesAt(token)) {
            return RegoLexer.BODY_OPEN;
        }
        if (last == RegoLexer.AND || last == RegoLexer.OR) {
            return RegoLexer.OPERAND_OPEN;
        }
        if (wasTerm && everys[depth - 1]) {
            everys[depth - 1] = false;
            return RegoLexer.BODY_OPEN;
        }
        if (depth == 1 && rules && !inHeader && !noRule && (wasTerm || wasBody)) {
            return RegoLexer.BODY_OPEN;
        }
        boolean afterElse = last == RegoLexer.IF && inElse && depth == 1;
        if (!afterElse && isLogicalOperand(token, wasTerm, wasBody)) {
            return RegoLexer.OPERAND_OPEN;
        }
        if (afterElse || last == RegoLexer.IF && isBodyAfterIf(token)) {
            return RegoLexer.BODY_OPEN;
        }
        return switch (shapes.shape(token)) {
            case BracketScanner.PAIRS -> RegoLexer.OBJECT_OPEN;
            case BracketScanner.COMPREHENSION -> RegoLexer.SET_COMPREHENSION;
            case BracketScanner.OBJECT_COMPREHENSION -> RegoLexer.OBJECT_COMPREHENSION;
            default -> shapes.isEmpty(token) ? RegoLexer.OBJECT_OPEN : RegoLexer.SET_OPEN;
        };
    }

    /** Braces where an expression starts, with {@code and} or {@code or} behind them, are its first operand. */
    private boolean isLogicalOperand(int token, boolean wasTerm, boolean wasBody) {
        if (!tokens.logicalAt(token) || !shapes.isOperand(token)) {
            return false;
        }
        return wasTerm
                || wasBody
                || TokenTypes.comesBeforeLiteral(last)
                || last == RegoLexer.LPAREN
                || last == RegoLexer.SET_OPEN;
    }

    /** After {@code if}, braces are a body unless they are an object, a comprehension, or a set that an operator follows. */
    private boolean isBodyAfterIf(int token) {
        if (shapes.isEmpty(token)) {
            return false;
        }
        if (!shapes.isClosed(token)) {
            return true;
        }
        if (shapes.shape(token) != BracketScanner.LIST) {
            return false;
        }
        return shapes.holdsQuery(token) || !shapes.isContinued(token);
    }

    private int close(int type) {
        if (!open.has(type)) {
            termEnds = true;
            return type;
        }
        int role;
        do {
            role = brackets[--depth];
            open.ended(TokenTypes.closing(role));
        } while (TokenTypes.closing(role) != type);
        boolean group = role == RegoLexer.LPAREN && logics[depth];
        logics[depth - 1] |= group;
        bodyEnds = group || role == RegoLexer.BODY_OPEN || role == RegoLexer.OPERAND_OPEN;
        termEnds = !bodyEnds;
        callEnds = role == RegoLexer.CALL_OPEN;
        return type;
    }

    private int keyword(int token, int type, boolean wasTerm, boolean wasBody) {
        boolean inHead = depth == 1 && head >= 0 && wasTerm;
        if (type == RegoLexer.CONTAINS) {
            if (inHead) {
                return endHeadRef(RegoLexer.HEAD_CONTAINS);
            }
            // Outside of heads it is a name; it starts no rule.
            name(token, wasTerm || wasBody);
            if (!shapes.isReference(token)) {
                noRule |= depth == 1 && head == token;
                head = -1;
            }
            return RegoLexer.NAME;
        }
        boolean keeps = inHead && type == RegoLexer.IF
                || type == RegoLexer.AS && withs[depth - 1]
                || type == RegoLexer.ELSE && inElse && wasBody
                || type == RegoLexer.IN && commas[depth - 1] && TokenTypes.holdsPairs(brackets[depth - 1]);
        if (isPath() && shapes.allowsKeywords() || !keeps && isReference(token, wasTerm, wasBody)) {
            return name(token, wasTerm || wasBody);
        }
        if ((type == RegoLexer.AND || type == RegoLexer.OR)
                && !wasTerm
                && !wasBody
                && tokens.type(token + 1) == RegoLexer.LPAREN
                && !tokens.gapBefore(token + 1)) {
            termEnds = true;
            return endHeadRef(RegoLexer.NAME);
        }
        switch (type) {
            case RegoLexer.PACKAGE, RegoLexer.IMPORT -> inHeader = depth == 1;
            case RegoLexer.ELSE -> inElse = depth == 1;
            case RegoLexer.IN -> commas[depth - 1] = false;
            case RegoLexer.EVERY -> everys[depth - 1] = true;
            case RegoLexer.SOME -> endLiteral();
            case RegoLexer.NOT -> {
                endLiteral();
                logics[depth - 1] = true;
            }
            case RegoLexer.AND, RegoLexer.OR -> logics[depth - 1] = true;
            case RegoLexer.WITH -> {
                withs[depth - 1] = true;
                logics[depth - 1] = true;
            }
            case RegoLexer.AS -> withs[depth - 1] = false;
            default -> {}
        }
        return endHeadRef(type);
    }

    /** True where the path of a package or an import starts. */
    private boolean isPath() {
        return last == RegoLexer.PACKAGE || last == RegoLexer.IMPORT;
    }

    /** True for a keyword with a dot or bracket right after it, where an expression starts or may end. */
    private boolean isReference(int token, boolean wasTerm, boolean wasBody) {
        if (!shapes.isReference(token)) {
            return false;
        }
        return wasTerm || wasBody || TokenTypes.comesBeforeLiteral(last);
    }

    private void endLiteral() {
        everys[depth - 1] = false;
        withs[depth - 1] = false;
        commas[depth - 1] = false;
    }

    private int push(int role) {
        if (depth == brackets.length) {
            brackets = Arrays.copyOf(brackets, 2 * depth);
            everys = Arrays.copyOf(everys, 2 * depth);
            withs = Arrays.copyOf(withs, 2 * depth);
            commas = Arrays.copyOf(commas, 2 * depth);
            logics = Arrays.copyOf(logics, 2 * depth);
        }
        open.opened(TokenTypes.closing(role));
        brackets[depth] = role;
        everys[depth] = false;
        withs[depth] = false;
        commas[depth] = false;
        logics[depth] = false;
        depth++;
        return role;
    }
}
