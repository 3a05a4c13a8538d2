package io.rego4j.parse;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a text into tokens, as OPA's scanner does: comments go aside, an import that brings keywords makes them keywords
 * from there on, and a template string is cut at its expressions. What is not a token becomes {@code ILLEGAL}, with what
 * is wrong beside it.
 */
final class TokenReader {
    private static final int END = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char TEMPLATE = 'T';
    private static final char RAW_TEMPLATE = 'R';

    private final Source source;
    private final String text;
    private final ParseOptions options;
    private final Keywords keywords;
    private final TokenBuffer tokens;
    private final List<Comment> comments = new ArrayList<>();
    private final TokenProblems problems = new TokenProblems();
    private char[] brackets = new char[32];
    private int depth;
    private int at;
    private int illegalAt;

    /** Where in an import the reader is; null outside of one. */
    private final ImportWatch imports = new ImportWatch();

    TokenReader(Source source, ParseOptions options) {
        this.source = source;
        this.text = source.text();
        this.options = options;
        this.keywords = new Keywords(options);
        this.tokens = new TokenBuffer(source);
    }

    /** All tokens, up to and with the end of the text. */
    TokenBuffer read() {
        noteKeywords();
        illegalAt = nextIllegal(0);
        if (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) {
            at = 1;
        }
        int last;
        do {
            last = next();
        } while (last != RegoLexer.EOF);
        return tokens;
    }

    List<Comment> comments() {
        return comments;
    }

    /** What is wrong with illegal tokens. */
    TokenProblems problems() {
        return problems;
    }

    private int next() {
        int flags = skipBlanks();
        int start = at;
        if (start >= text.length()) {
            tokens.add(RegoLexer.EOF, start, start, flags);
            return RegoLexer.EOF;
        }
        int type = token(start);
        if (imports.isOpen() && imports.ends(type, (flags & TokenBuffer.GAP) != 0)) {
            applyImport();
            if (type == RegoLexer.NAME) {
                type = keywords.typeOf(text, start, at);
            }
        }
        if (illegalAt <= at && illegalAt < text.length()) {
            problems.add(tokens.size(), illegalMessage(illegalAt));
            illegalAt = nextIllegal(at + 1);
            type = RegoLexer.ILLEGAL;
        }
        tokens.add(type, start, at, flags);
        imports.see(type, text, start, at, (flags & TokenBuffer.GAP) != 0, depth);
        if (type == RegoLexer.RBRACE) {
            closeBrace();
        }
        return type;
    }

    /** Skips white space and comments; says what was skipped. */
    private int skipBlanks() {
        int flags = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '\n') {
                flags |= TokenBuffer.GAP | TokenBuffer.NEWLINE;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                flags |= TokenBuffer.GAP;
            } else if (c == '#') {
                flags |= TokenBuffer.GAP;
                if (!comment()) {
                    return flags;
                }
                continue;
            } else {
                return flags;
            }
            at++;
            if (illegalAt == at) {
                illegalBlank();
            }
        }
        return flags;
    }

    /** White space before a character that is none is what OPA calls illegal. */
    private void illegalBlank() {
        int place = text.charAt(at - 1) == '\n' ? at : at - 1;
        problems.add(tokens.size(), illegalMessage(illegalAt));
        tokens.add(RegoLexer.ILLEGAL, place, at, TokenBuffer.GAP);
        illegalAt = nextIllegal(at + 1);
    }

    private boolean comment() {
        int start = at;
        int end = text.indexOf('\n', start);
        if (end < 0) {
            end = text.length();
        }
        at = end;
        if (illegalAt <= end && illegalAt < text.length()) {
            problems.add(tokens.size(), illegalMessage(illegalAt));
            tokens.add(RegoLexer.ILLEGAL, start, end, TokenBuffer.GAP);
            illegalAt = nextIllegal(end + 1);
            return true;
        }
        int last = end;
        if (last - start == 2 && text.charAt(start + 1) == '\r') {
            last--;
        }
        while (last - start > 2 && text.charAt(last - 1) == '\r') {
            last--;
        }
        comments.add(new Comment(text.substring(start + 1, last), Origin.of(source, start, start, end)));
        return true;
    }

    private int token(int start) {
        char c = text.charAt(start);
        if (isLetter(c)) {
            return word(start);
        }
        if (isDecimal(c)) {
            return number(start);
        }
        at = start + 1;
        switch (c) {
            case '"':
                return string();
            case '`':
                return rawString();
            case '$':
                return template(start);
            case '[', '{', '(':
                push(c);
                return c == '[' ? RegoLexer.LBRACK : c == '{' ? RegoLexer.SET_OPEN : RegoLexer.LPAREN;
            case ']':
                pop('[');
                return RegoLexer.RBRACK;
            case ')':
                pop('(');
                return RegoLexer.RPAREN;
            case '}':
                return RegoLexer.RBRACE;
            case ',':
                return RegoLexer.COMMA;
            case '.':
                return RegoLexer.DOT;
            case ';':
                return RegoLexer.SEMICOLON;
            case '+':
                return RegoLexer.PLUS;
            case '-':
                return RegoLexer.MINUS;
            case '*':
                return RegoLexer.TIMES;
            case '/':
                return RegoLexer.DIVIDE;
            case '%':
                return RegoLexer.REMAINDER;
            case '&':
                return RegoLexer.INTERSECTION;
            case '|':
                return RegoLexer.UNION;
            case ':':
                return followedByEquals() ? RegoLexer.ASSIGN : RegoLexer.COLON;
            case '=':
                return followedByEquals() ? RegoLexer.EQUAL : RegoLexer.UNIFY;
            case '<':
                return followedByEquals() ? RegoLexer.LESS_EQUAL : RegoLexer.LESS;
            case '>':
                return followedByEquals() ? RegoLexer.GREATER_EQUAL : RegoLexer.GREATER;
            case '!':
                return followedByEquals() ? RegoLexer.NOT_EQUAL : illegal("illegal ! character");
            case NO_BREAK_SPACE:
                return illegal("illegal non-breaking space character, use a regular space instead");
            default:
                if (Character.isHighSurrogate(c) && at < text.length()) {
                    at++;
                }
                return RegoLexer.ILLEGAL;
        }
    }

    private int word(int start) {
        int end = start + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (isLetter(c) || isDecimal(c)) {
                end++;
            } else if (c >= 0x80 && Character.isDigit(text.codePointAt(end))) {
                end += Character.charCount(text.codePointAt(end));
            } else {
                break;
            }
        }
        at = end;
        return keywords.typeOf(text, start, end);
    }

    private int number(int start) {
        int type = RegoLexer.NUMBER;
        at = digits(start);
        if (peek() == '.') {
            int fraction = at + 1;
            at = digits(fraction);
            if (at == fraction) {
                type = illegal("expected fraction");
            }
        }
        if ((peek() | 0x20) == 'e') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            int exponent = at;
            at = digits(exponent);
            if (at == exponent) {
                type = illegal("expected exponent");
            }
        }
        if (at < text.length() && isLetter(text.charAt(at))) {
            type = illegal("illegal number format");
            word(at);
        }
        return type;
    }

    private int digits(int from) {
        int end = from;
        while (end < text.length() && isDecimal(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private int string() {
        int type = RegoLexer.STRING;
        while (true) {
            int c = peek();
            if (c == '\n' || c == END) {
                return illegal("non-terminated string");
            }
            at++;
            if (c == '"') {
                return type;
            }
            if (c == '\\' && !escape(false)) {
                type = illegal("illegal escape sequence");
            }
        }
    }

    /** Skips what follows a backslash in a string; false if nothing that may follow. */
    private boolean escape(boolean inTemplate) {
        switch (peek()) {
            case '\\', '"', '/', 'b', 'f', 'n', 'r', 't':
                at++;
                return true;
            case 'u':
                at = Math.min(at + 4, text.length());
                return true;
            case '{':
                if (inTemplate) {
                    at++;
                }
                return inTemplate;
            default:
                return false;
        }
    }

    private int rawString() {
        int end = text.indexOf('`', at);
        if (end < 0) {
            at = text.length();
            return illegal("non-terminated string");
        }
        at = end + 1;
        return RegoLexer.RAW_STRING;
    }

    private int template(int start) {
        int quote = peek();
        if (quote != '"' && quote != '`') {
            at = start + 1;
            return illegal("illegal $ character");
        }
        at++;
        push(quote == '"' ? TEMPLATE : RAW_TEMPLATE);
        return templateText();
    }

    /** The text of the innermost template string, up to its next expression or its end. */
    private int templateText() {
        boolean raw = brackets[depth - 1] == RAW_TEMPLATE;
        int type = RegoLexer.TEMPLATE_PART;
        while (true) {
            int c = peek();
            if (c == END || c == '\n' && !raw) {
                depth--;
                return illegal("non-terminated string");
            }
            at++;
            if (c == (raw ? '`' : '"')) {
                depth--;
                return type == RegoLexer.ILLEGAL ? type : RegoLexer.TEMPLATE_END;
            }
            if (c == '{') {
                return type;
            }
            if (c == '\\') {
                if (raw) {
                    if (peek() == '{') {
                        at++;
                    }
                } else if (!escape(true)) {
                    type = illegal("illegal escape sequence");
                }
            }
        }
    }

    /** After a closing brace: a template string goes on where one of its expressions ends. */
    private void closeBrace() {
        while (depth > 0 && (brackets[depth - 1] == '(' || brackets[depth - 1] == '[')) {
            depth--;
        }
        if (depth == 0) {
            return;
        }
        if (brackets[depth - 1] == '{') {
            depth--;
            return;
        }
        int start = at;
        int type = templateText();
        if (illegalAt <= at && illegalAt < text.length()) {
            problems.add(tokens.size(), illegalMessage(illegalAt));
            illegalAt = nextIllegal(at + 1);
            type = RegoLexer.ILLEGAL;
        }
        tokens.add(type, start, at, 0);
    }

    private void push(char bracket) {
        if (depth == brackets.length) {
            brackets = Arrays.copyOf(brackets, 2 * depth);
        }
        brackets[depth++] = bracket;
    }

    private void pop(char bracket) {
        if (depth > 0 && brackets[depth - 1] == bracket) {
            depth--;
        }
    }

    private boolean followedByEquals() {
        if (peek() == '=') {
            at++;
            return true;
        }
        return false;
    }

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int illegal(String message) {
        problems.add(tokens.size(), message);
        return RegoLexer.ILLEGAL;
    }

    private void applyImport() {
        List<String> path = imports.close();
        if (path.size() == 2 && path.get(0).equals("rego")) {
            if (path.get(1).equals("v1") && options.version() != RegoVersion.V1) {
                Keywords.V1.forEach(keywords::enable);
            } else if (path.get(1).equals("v2")) {
                Keywords.V1.forEach(keywords::enable);
                Keywords.V2.forEach(keywords::enable);
            }
        } else if (path.size() >= 2
                && path.get(0).equals("future")
                && path.get(1).equals("keywords")) {
            for (String keyword : keywords.importable()) {
                if (path.size() != 3 || path.get(2).equals(keyword)) {
                    keywords.enable(keyword);
                }
            }
        }
        noteKeywords();
    }

    private void noteKeywords() {
        if (keywords.isLogical()) {
            tokens.logicalFromHere();
        }
        if (keywords.hasNotBodies()) {
            tokens.notBodiesFromHere();
        }
    }

    /** The next place, from {@code from}, of what is no character in Rego; the end of the text if there is none. */
    private int nextIllegal(int from) {
        if (source.invalidAt() >= from) {
            // Everything after broken bytes is only read for more errors.
            int first = illegalBetween(from, source.invalidAt());
            return first < 0 ? source.invalidAt() : first;
        }
        int first = illegalBetween(from, text.length());
        return first < 0 ? Integer.MAX_VALUE : first;
    }

    private int illegalBetween(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == 0 || c == BYTE_ORDER_MARK && i > 0) {
                return i;
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    private String illegalMessage(int offset) {
        return switch (text.charAt(offset)) {
            case 0 -> "illegal null character";
            case BYTE_ORDER_MARK -> "illegal byte-order mark";
            default -> "illegal utf-8 character";
        };
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    private static boolean isDecimal(char c) {
        return c >= '0' && c <= '9';
    }
}
