package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoQuote;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What is wrong with a JSON text, in the words of Go's {@code encoding/json}. */
final class JsonSyntax {
    private static final int DEEPEST = 10_000;

    private final byte[] text;
    private int at;

    private static final class Wrong extends Exception {
        private static final long serialVersionUID = 1L;

        Wrong(String message) {
            super(message, null, false, false);
        }
    }

    private JsonSyntax(byte[] text) {
        this.text = text;
    }

    /** True if the text is one value. */
    static boolean isValid(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        try {
            syntax.value();
            syntax.skipSpace();
            return syntax.at == text.length;
        } catch (Wrong e) {
            return false;
        }
    }

    /** What OPA says of a text that it does not take; null if it takes it. */
    static @Nullable String error(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        try {
            syntax.skipSpace();
            if (syntax.at == text.length) {
                return "EOF";
            }
            syntax.value();
            return syntax.errorBehind();
        } catch (Wrong e) {
            return e.getMessage();
        }
    }

    /** How long the first value is, with the space before it. */
    static int length(byte[] text) {
        JsonSyntax syntax = new JsonSyntax(text);
        try {
            syntax.value();
        } catch (Wrong e) {
            return text.length;
        }
        return syntax.at;
    }

    /** OPA reads a token more and prints it; a null is not seen. */
    private @Nullable String errorBehind() throws Wrong {
        skipSpace();
        if (at == text.length) {
            return null;
        }
        int start = at;
        char c = (char) text[at];
        String token;
        if (c == '[' || c == '{') {
            token = String.valueOf(c);
        } else if (c == ']' || c == '}' || c == ':' || c == ',') {
            throw wrong("looking for beginning of value");
        } else {
            value();
            token = Encodings.text(Arrays.copyOfRange(text, start, at));
            if (token.equals("null")) {
                return null;
            } else if (token.equals("true") || token.equals("false")) {
                token = "%!s(bool=" + token + ")";
            } else if (c == '"') {
                token = Encodings.jsonString(token);
            }
        }
        return "error: invalid character '" + token + "' after top-level value";
    }

    private void skipSpace() {
        while (at < text.length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) {
            at++;
        }
    }

    private Wrong wrong(String where) {
        return at >= text.length
                ? new Wrong("unexpected EOF")
                : new Wrong("invalid character " + quoted(text[at] & 0xFF) + " " + where);
    }

    private static String quoted(int c) {
        if (c == '\'') {
            return "'\\''";
        } else if (c == '"') {
            return "'\"'";
        }
        String quoted = GoQuote.quote(Character.toString(c));
        return "'" + quoted.substring(1, quoted.length() - 1) + "'";
    }

    private boolean is(char c) {
        return at < text.length && text[at] == c;
    }

    private void expect(char c, String where) throws Wrong {
        if (!is(c)) {
            throw wrong(where);
        }
        at++;
    }

    private void value() throws Wrong {
        Deque<Character> open = new ArrayDeque<>();
        do {
            if (!begin(open)) {
                continue;
            }
            end(open);
        } while (!open.isEmpty());
    }

    /** The beginning of a value, and all of one that has no items; false if items follow. */
    private boolean begin(Deque<Character> open) throws Wrong {
        skipSpace();
        if (!is('[') && !is('{')) {
            scalar();
            return true;
        }
        char opened = (char) text[at++];
        open.push(opened);
        if (open.size() > DEEPEST) {
            throw new Wrong("exceeded max depth");
        }
        skipSpace();
        if (is(opened == '[' ? ']' : '}')) {
            at++;
            open.pop();
            return true;
        }
        if (opened == '{') {
            key();
        }
        return false;
    }

    private void key() throws Wrong {
        skipSpace();
        if (!is('"')) {
            throw wrong("looking for beginning of object key string");
        }
        string();
        skipSpace();
        expect(':', "after object key");
    }

    /** What follows a value, up to where the next one begins. */
    private void end(Deque<Character> open) throws Wrong {
        while (!open.isEmpty()) {
            skipSpace();
            boolean array = open.peek() == '[';
            if (is(',')) {
                at++;
                if (!array) {
                    key();
                }
                return;
            }
            expect(array ? ']' : '}', array ? "after array element" : "after object key:value pair");
            open.pop();
        }
    }

    private void scalar() throws Wrong {
        if (is('"')) {
            string();
        } else if (is('t')) {
            literal("true");
        } else if (is('f')) {
            literal("false");
        } else if (is('n')) {
            literal("null");
        } else if (is('-') || isDigit()) {
            number();
        } else {
            throw wrong("looking for beginning of value");
        }
    }

    private void literal(String word) throws Wrong {
        for (char c : word.toCharArray()) {
            expect(c, "in literal " + word + " (expecting '" + c + "')");
        }
    }

    private boolean isDigit() {
        return at < text.length && text[at] >= '0' && text[at] <= '9';
    }

    private void digits(String where) throws Wrong {
        if (!isDigit()) {
            throw wrong(where);
        }
        while (isDigit()) {
            at++;
        }
    }

    private void number() throws Wrong {
        if (is('-')) {
            at++;
        }
        if (is('0')) {
            at++;
        } else {
            digits("in numeric literal");
        }
        if (is('.')) {
            at++;
            digits("after decimal point in numeric literal");
        }
        if (is('e') || is('E')) {
            at++;
            if (is('+') || is('-')) {
                at++;
            }
            digits("in exponent of numeric literal");
        }
    }

    private void string() throws Wrong {
        at++;
        while (!is('"')) {
            if (at >= text.length || (text[at] & 0xFF) < ' ') {
                throw wrong("in string literal");
            } else if (is('\\')) {
                at++;
                escape();
            }
            at++;
        }
        at++;
    }

    private void escape() throws Wrong {
        if (at >= text.length || "bfnrt\\/\"u".indexOf(text[at]) < 0) {
            throw wrong("in string escape code");
        } else if (text[at] == 'u') {
            for (int i = 0; i < 4; i++) {
                at++;
                if (at >= text.length || Character.digit(text[at], 16) < 0) {
                    throw wrong("in \\u hexadecimal character escape");
                }
            }
        }
    }
}
