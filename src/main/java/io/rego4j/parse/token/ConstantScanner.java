package io.rego4j.parse.token;

import io.rego4j.parse.antlr.RegoLexer;

/**
 * Finds where numbers, strings and the parts of template strings end. An error in one is added to the problems, for the
 * token that is added next.
 */
public final class ConstantScanner {
    private static final int END = -1;

    private final String text;
    private final TokenBuffer tokens;
    private final TokenProblems problems;
    private final BracketStack brackets;
    private int at;

    ConstantScanner(String text, TokenBuffer tokens, TokenProblems problems, BracketStack brackets) {
        this.text = text;
        this.tokens = tokens;
        this.problems = problems;
        this.brackets = brackets;
    }

    /** The end of what was read last. */
    int end() {
        return at;
    }

    /** Reads a number and gives its type. */
    int number(int start) {
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
            at = wordEnd(text, at);
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

    /** Reads a string from after its quote on and gives its type. */
    int string(int from) {
        at = from;
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

    /** Reads a raw string from after its quote on and gives its type. */
    int rawString(int from) {
        int end = text.indexOf('`', from);
        if (end < 0) {
            at = text.length();
            return illegal("non-terminated string");
        }
        at = end + 1;
        return RegoLexer.RAW_STRING;
    }

    /** Reads what a dollar sign starts: a template string, up to its first expression or its end. */
    int template(int start) {
        at = start + 1;
        int quote = peek();
        if (quote != '"' && quote != '`') {
            return illegal("illegal $ character");
        }
        at++;
        brackets.openTemplate(quote == '`');
        return templateText(at);
    }

    /** The text of the innermost template string, up to its next expression or its end. */
    int templateText(int from) {
        at = from;
        boolean raw = brackets.inRawTemplate();
        int type = RegoLexer.TEMPLATE_PART;
        while (true) {
            int c = peek();
            if (c == END || c == '\n' && !raw) {
                brackets.closeTemplate();
                return illegal("non-terminated string");
            }
            at++;
            if (c == (raw ? '`' : '"')) {
                brackets.closeTemplate();
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

    private int peek() {
        return at < text.length() ? text.charAt(at) : END;
    }

    private int illegal(String message) {
        problems.add(tokens.size(), message);
        return RegoLexer.ILLEGAL;
    }

    /** The end of the word, or of the rest of one, that starts at {@code start}. */
    static int wordEnd(String text, int start) {
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
        return end;
    }

    static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }

    static boolean isDecimal(char c) {
        return c >= '0' && c <= '9';
    }
}
