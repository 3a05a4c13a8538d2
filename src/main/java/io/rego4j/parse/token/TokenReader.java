package io.rego4j.parse.token;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.antlr.RegoLexer;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a text into tokens, as OPA's scanner does: comments are kept apart, the keywords of an import are keywords from
 * there on, and a template string is cut at its expressions. What is not a token becomes {@code ILLEGAL}, with a message
 * in {@link #problems}.
 */
public final class TokenReader {
    private static final char NO_BREAK_SPACE = '\u00A0';

    private final Source source;
    private final String text;
    private final ActiveKeywords keywords;
    private final TokenBuffer tokens;
    private final List<Comment> comments = new ArrayList<>();
    private final TokenProblems problems = new TokenProblems();
    private final BracketStack brackets = new BracketStack();
    private final IllegalCharacters illegals;
    private final ConstantScanner literals;
    private final ImportTracker imports = new ImportTracker();
    private int at;
    private int illegalAt;

    public TokenReader(Source source, ParseOptions options) {
        this.source = source;
        this.text = source.text();
        this.keywords = new ActiveKeywords(options);
        this.tokens = new TokenBuffer(source);
        this.illegals = new IllegalCharacters(source);
        this.literals = new ConstantScanner(text, tokens, problems, brackets);
    }

    /** All tokens, up to and with the end of the text. */
    public TokenBuffer read() {
        noteKeywords();
        illegalAt = illegals.next(0);
        if (!text.isEmpty() && text.charAt(0) == IllegalCharacters.BYTE_ORDER_MARK) {
            at = 1;
        }
        int last;
        do {
            last = next();
        } while (last != RegoLexer.EOF);
        return tokens;
    }

    public List<Comment> comments() {
        return comments;
    }

    /** What is wrong with illegal tokens. */
    public TokenProblems problems() {
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
            keywords.imported(imports.close());
            noteKeywords();
            if (type == RegoLexer.NAME) {
                type = keywords.typeOf(text, start, at);
            }
        }
        if (illegalAt <= at && illegalAt < text.length()) {
            problems.add(tokens.size(), illegals.message(illegalAt));
            illegalAt = illegals.next(at + 1);
            type = RegoLexer.ILLEGAL;
        }
        tokens.add(type, start, at, flags);
        imports.read(type, text, start, at, (flags & TokenBuffer.GAP) != 0, brackets.depth());
        if (type == RegoLexer.RBRACE) {
            closeBrace();
        }
        return type;
    }

    /** Skips white space and comments; returns flags for what was skipped. */
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
                comment();
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

    /** OPA reports an illegal character after white space at the white space. */
    private void illegalBlank() {
        int place = text.charAt(at - 1) == '\n' ? at : at - 1;
        problems.add(tokens.size(), illegals.message(illegalAt));
        tokens.add(RegoLexer.ILLEGAL, place, at, TokenBuffer.GAP);
        illegalAt = illegals.next(at + 1);
    }

    private void comment() {
        int start = at;
        int end = text.indexOf('\n', start);
        if (end < 0) {
            end = text.length();
        }
        at = end;
        if (illegalAt <= end && illegalAt < text.length()) {
            problems.add(tokens.size(), illegals.message(illegalAt));
            tokens.add(RegoLexer.ILLEGAL, start, end, TokenBuffer.GAP);
            illegalAt = illegals.next(end + 1);
            return;
        }
        int last = end;
        if (last - start == 2 && text.charAt(start + 1) == '\r') {
            last--;
        }
        while (last - start > 2 && text.charAt(last - 1) == '\r') {
            last--;
        }
        comments.add(new Comment(text.substring(start + 1, last), Origin.of(source, start, start, end)));
    }

    private int token(int start) {
        char c = text.charAt(start);
        if (ConstantScanner.isLetter(c)) {
            at = ConstantScanner.wordEnd(text, start);
            return keywords.typeOf(text, start, at);
        }
        if (ConstantScanner.isDecimal(c)) {
            return upToEnd(literals.number(start));
        }
        at = start + 1;
        switch (c) {
            case '"':
                return upToEnd(literals.string(at));
            case '`':
                return upToEnd(literals.rawString(at));
            case '$':
                return upToEnd(literals.template(start));
            case '[', '{', '(':
                brackets.open(c);
                return c == '[' ? RegoLexer.LBRACK : c == '{' ? RegoLexer.SET_OPEN : RegoLexer.LPAREN;
            case ']':
                brackets.close('[');
                return RegoLexer.RBRACK;
            case ')':
                brackets.close('(');
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

    /** After a closing brace: a template string goes on where one of its expressions ends. */
    private void closeBrace() {
        if (!brackets.closeBrace()) {
            return;
        }
        int start = at;
        int type = upToEnd(literals.templateText(start));
        if (illegalAt <= at && illegalAt < text.length()) {
            problems.add(tokens.size(), illegals.message(illegalAt));
            illegalAt = illegals.next(at + 1);
            type = RegoLexer.ILLEGAL;
        }
        tokens.add(type, start, at, 0);
    }

    /** Goes on at the end of the constant that was scanned; returns the given type. */
    private int upToEnd(int type) {
        at = literals.end();
        return type;
    }

    private boolean followedByEquals() {
        if (at < text.length() && text.charAt(at) == '=') {
            at++;
            return true;
        }
        return false;
    }

    private int illegal(String message) {
        problems.add(tokens.size(), message);
        return RegoLexer.ILLEGAL;
    }

    private void noteKeywords() {
        if (keywords.isLogical()) {
            tokens.logicalFromHere();
        }
        if (keywords.hasNotBodies()) {
            tokens.notBodiesFromHere();
        }
    }
}
