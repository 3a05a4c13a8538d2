package io.rego4j.parse.token;

import io.rego4j.internal.language.InfixOperators;
import io.rego4j.parse.antlr.RegoGrammar;
import io.rego4j.parse.antlr.RegoLexer;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Properties of token types. */
public final class TokenTypes {
    private static final long OPERATORS = bits(
            RegoLexer.PLUS,
            RegoLexer.MINUS,
            RegoLexer.TIMES,
            RegoLexer.DIVIDE,
            RegoLexer.REMAINDER,
            RegoLexer.INTERSECTION,
            RegoLexer.UNION,
            RegoLexer.EQUAL,
            RegoLexer.NOT_EQUAL,
            RegoLexer.LESS,
            RegoLexer.GREATER,
            RegoLexer.LESS_EQUAL,
            RegoLexer.GREATER_EQUAL);

    private static final long KEYWORDS = keywords();

    private static final long CONSTANTS = bits(
            RegoLexer.NUMBER,
            RegoLexer.STRING,
            RegoLexer.RAW_STRING,
            RegoLexer.TRUE,
            RegoLexer.FALSE,
            RegoLexer.NULL,
            RegoLexer.TEMPLATE_END);

    /** The keywords for which OPA's error is that they cannot be used for rule name. */
    private static final long NO_RULE_NAMES = bits(
            RegoLexer.EVERY,
            RegoLexer.IF,
            RegoLexer.IN,
            RegoLexer.SOME,
            RegoLexer.AS,
            RegoLexer.PACKAGE,
            RegoLexer.IMPORT,
            RegoLexer.NOT,
            RegoLexer.AND,
            RegoLexer.OR,
            RegoLexer.CONTAINS);

    /** What stands between two terms. */
    private static final long BINARY =
            OPERATORS | bits(RegoLexer.COMMA, RegoLexer.COLON, RegoLexer.SEMICOLON, RegoLexer.ASSIGN, RegoLexer.UNIFY);

    /** No term ends with these: operators, separators and opening brackets. After a dot, bars and ampersands are names. */
    private static final long NO_TERM_BEFORE = BINARY & ~bits(RegoLexer.INTERSECTION, RegoLexer.UNION)
            | bits(RegoLexer.SET_OPEN, RegoLexer.LBRACK, RegoLexer.LPAREN, RegoLexer.TEMPLATE_PART);

    /** No term starts with these: a minus may be a sign. */
    private static final long NO_TERM_FROM =
            BINARY & ~bits(RegoLexer.MINUS) | bits(RegoLexer.RBRACE, RegoLexer.RBRACK, RegoLexer.RPAREN);

    private static final long MANY_TEXTS = bits(
            RegoLexer.NAME,
            RegoLexer.NUMBER,
            RegoLexer.STRING,
            RegoLexer.RAW_STRING,
            RegoLexer.TEMPLATE_PART,
            RegoLexer.TEMPLATE_END,
            RegoLexer.ILLEGAL);

    private static final @Nullable String[] BUILTINS = builtins();

    private TokenTypes() {}

    /** The built-in that an operator calls, which is also OPA's name for the token; null for {@code in}, and if it is none. */
    public static @Nullable String builtin(int type) {
        return type < 0 ? null : BUILTINS[type];
    }

    /** False if no term can end with a token of this type. */
    public static boolean mayEndTerm(int type) {
        return !has(NO_TERM_BEFORE, type);
    }

    /** False if no term can start with a token of this type. */
    public static boolean mayStartTerm(int type) {
        return !has(NO_TERM_FROM, type) && type != RegoLexer.EOF;
    }

    /** True if all tokens of this type have the same characters. */
    public static boolean hasOneText(int type) {
        return !has(MANY_TEXTS, type);
    }

    public static boolean namesNoRule(int type) {
        return has(NO_RULE_NAMES, type);
    }

    /** An operator between two terms, other than {@code in}. */
    public static boolean isOperator(int type) {
        return has(OPERATORS, type);
    }

    public static boolean isKeyword(int type) {
        return has(KEYWORDS, type);
    }

    /** A constant, or the end of a template string: what may end a term, beside names and closing brackets. */
    public static boolean isConstant(int type) {
        return has(CONSTANTS, type);
    }

    /** A comma, with a value behind it or not. */
    public static boolean isComma(int role) {
        return role == RegoLexer.COMMA || role == RegoLexer.LAST_COMMA;
    }

    public static boolean isClosing(int type) {
        return type == RegoLexer.RBRACE || type == RegoLexer.RBRACK || type == RegoLexer.RPAREN;
    }

    /** True for the types that {@link TokenReader} gives to opening brackets. */
    public static boolean isOpening(int type) {
        return type == RegoLexer.SET_OPEN || type == RegoLexer.LBRACK || type == RegoLexer.LPAREN;
    }

    /** True for the types of what another token closes: a bracket, or the start of an expression in a template string. */
    public static boolean nests(int type) {
        return isOpening(type) || type == RegoLexer.TEMPLATE_PART;
    }

    /** True inside of a bracket where {@code k, v in xs} is one expression: not in a list. */
    public static boolean holdsPairs(int role) {
        return switch (role) {
            case RegoLexer.LBRACK, RegoLexer.SET_OPEN, RegoLexer.OBJECT_OPEN, RegoLexer.CALL_OPEN -> false;
            default -> true;
        };
    }

    /** True if a bracket that has this role opens a comprehension. */
    public static boolean isComprehension(int role) {
        return role == RegoLexer.ARRAY_COMPREHENSION
                || role == RegoLexer.SET_COMPREHENSION
                || role == RegoLexer.OBJECT_COMPREHENSION;
    }

    /** The token that closes what a token of this type or role opens: a bracket, or an expression in a template string. */
    public static int closing(int opening) {
        return switch (opening) {
            case RegoLexer.LPAREN, RegoLexer.CALL_OPEN -> RegoLexer.RPAREN;
            case RegoLexer.LBRACK, RegoLexer.ARRAY_COMPREHENSION, RegoLexer.INDEX_OPEN -> RegoLexer.RBRACK;
            default -> RegoLexer.RBRACE;
        };
    }

    private static boolean has(long set, int type) {
        return type > 0 && type < 64 && (set >>> type & 1) != 0;
    }

    private static long keywords() {
        long all = bits(RegoLexer.HEAD_CONTAINS);
        for (int type : keywordTypes().values()) {
            all |= bits(type);
        }
        return all;
    }

    /**
     * The types of the tokens that the grammar writes as a word. The vocabulary is the parser's, which every start needs: that
     * of the generated lexer would bring the lexer's automaton with it.
     */
    static Map<String, Integer> keywordTypes() {
        Map<String, Integer> types = new TreeMap<>();
        for (int type = 1; type <= RegoGrammar.VOCABULARY.getMaxTokenType(); type++) {
            String literal = RegoGrammar.VOCABULARY.getLiteralName(type);
            if (literal != null && Character.isLetter(literal.charAt(1))) {
                types.put(literal.substring(1, literal.length() - 1), type);
            }
        }
        return types;
    }

    /** By type: the grammar has the characters of each operator. */
    private static @Nullable String[] builtins() {
        @Nullable String[] all = new String[RegoGrammar.VOCABULARY.getMaxTokenType() + 1];
        for (int type = 0; type < all.length; type++) {
            String literal = RegoGrammar.VOCABULARY.getLiteralName(type);
            if (literal != null && !Character.isLetter(literal.charAt(1))) {
                all[type] = InfixOperators.builtin(literal.substring(1, literal.length() - 1));
            }
        }
        return all;
    }

    private static long bits(int... types) {
        long set = 0;
        for (int type : types) {
            set |= 1L << type;
        }
        return set;
    }

    /** True for what stands before an expression of a query, or before a statement; for nothing else. */
    public static boolean comesBeforeLiteral(int role) {
        return switch (role) {
            case RegoLexer.EOF,
                    RegoLexer.DEFAULT,
                    RegoLexer.SEMICOLON,
                    RegoLexer.BODY_OPEN,
                    RegoLexer.OPERAND_OPEN,
                    RegoLexer.COMPREHENSION_BAR,
                    RegoLexer.IF,
                    RegoLexer.TEMPLATE_PART -> true;
            default -> false;
        };
    }
}
