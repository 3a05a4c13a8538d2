package io.rego4j.opa.functions.pattern;

import io.rego4j.opa.builtins.BuiltinException;

/** The tokens of a glob, with the errors of {@code github.com/gobwas/glob}. Positions count bytes. */
final class GlobTokens {
    private static final int END = -1;

    enum Kind {
        END,
        TEXT,
        ANY,
        SUPER,
        SINGLE,
        OPEN,
        SEPARATOR,
        CLOSE,
        CHARACTERS
    }

    /**
     * A token.
     *
     * @param text the characters of a text or a class
     * @param negated of a class
     * @param low the first character of a range, or -1 if the class is none
     */
    record Token(Kind kind, String text, boolean negated, int low, int high) {
        static Token of(Kind kind) {
            return new Token(kind, "", false, -1, -1);
        }
    }

    private final String pattern;
    private int at;
    private int bytes;
    private int depth;

    GlobTokens(String pattern) {
        this.pattern = pattern;
    }

    BuiltinException wrong(String reason) {
        return BuiltinException.of("glob: syntax error at " + bytes + ": " + reason);
    }

    private int peek() throws BuiltinException {
        if (at == pattern.length()) {
            return END;
        }
        int c = pattern.codePointAt(at);
        if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
            throw wrong("invalid UTF-8 sequence");
        }
        return c;
    }

    private int read() throws BuiltinException {
        int c = peek();
        if (c != END) {
            at += Character.charCount(c);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
        }
        return c;
    }

    Token next() throws BuiltinException {
        int c = peek();
        if (c == END) {
            return Token.of(Kind.END);
        } else if (c == '{') {
            depth++;
            return single(Kind.OPEN);
        } else if (c == ',' && depth > 0) {
            return single(Kind.SEPARATOR);
        } else if (c == '}' && depth > 0) {
            depth--;
            return single(Kind.CLOSE);
        } else if (c == '[') {
            read();
            return characters();
        } else if (c == '?') {
            return single(Kind.SINGLE);
        } else if (c == '*') {
            read();
            return peek() == '*' ? single(Kind.SUPER) : Token.of(Kind.ANY);
        }
        return new Token(Kind.TEXT, text(depth > 0 ? "?*[{}," : "?*[{"), false, -1, -1);
    }

    private Token single(Kind kind) throws BuiltinException {
        read();
        return Token.of(kind);
    }

    private String text(String breakers) throws BuiltinException {
        StringBuilder text = new StringBuilder();
        while (true) {
            int c = peek();
            if (c == END || breakers.indexOf(c) >= 0) {
                return text.toString();
            }
            read();
            if (c == '\\') {
                c = read();
                if (c == END) {
                    throw wrong("trailing backslash");
                }
            }
            text.appendCodePoint(c);
        }
    }

    private Token characters() throws BuiltinException {
        boolean negated = peek() == '!';
        if (negated) {
            read();
        }
        int before = at;
        int bytesBefore = bytes;
        int low = readInside();
        if (peek() == '-') {
            read();
            int high = readInside();
            close();
            if (high < low) {
                throw wrong("range hi character is less than lo");
            }
            return new Token(Kind.CHARACTERS, "", negated, low, high);
        }
        at = before;
        bytes = bytesBefore;
        String text = text("]");
        close();
        if (text.isEmpty()) {
            throw wrong("could not parse range");
        }
        return new Token(Kind.CHARACTERS, text, negated, -1, -1);
    }

    private int readInside() throws BuiltinException {
        int c = read();
        if (c == END) {
            throw wrong("unexpected end of input");
        }
        return c;
    }

    private void close() throws BuiltinException {
        if (readInside() != ']') {
            throw wrong("expected close range character");
        }
    }
}
