package io.rego4j.opa.functions.graphql;

import io.rego4j.opa.functions.graphql.Token.Kind;
import io.rego4j.opa.value.StringValue;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads the tokens of a text. It works on the bytes of UTF-8, each as a {@code char}, since OPA counts places by them. */
final class Lexer {
    private static final String PUNCTUATION = "!$&():=@[]{}|";
    private static final Kind[] PUNCTUATORS = {
        Kind.BANG,
        Kind.DOLLAR,
        Kind.AMP,
        Kind.PAREN_L,
        Kind.PAREN_R,
        Kind.COLON,
        Kind.EQUALS,
        Kind.AT,
        Kind.BRACKET_L,
        Kind.BRACKET_R,
        Kind.BRACE_L,
        Kind.BRACE_R,
        Kind.PIPE
    };
    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    private static final String QUOTES = "\"\"\"";
    private static final String ESCAPED = "\"/\\bfnrt";
    private static final String ESCAPES = "\"/\\\b\f\n\r\t";
    private static final int MOST_BRACED_DIGITS = 8;
    /** A character that is not one of Unicode. */
    private static final String REPLACEMENT = "\u00ef\u00bf\u00bd";

    private final String in;
    private int start;
    private int end;
    /** Characters before {@link #start} and {@link #end}, and before the line. */
    private int startCharacters;

    private int endCharacters;
    private int lineCharacters;
    private int line = 1;

    Lexer(StringValue text) {
        this.in = new String(text.bytes(), StandardCharsets.ISO_8859_1);
    }

    Token read() {
        space();
        start = end;
        startCharacters = endCharacters;
        if (end >= in.length()) {
            return token(Kind.EOF, "");
        }
        char c = in.charAt(end);
        int punctuator = PUNCTUATION.indexOf(c);
        if (punctuator >= 0) {
            skip(1);
            return token(PUNCTUATORS[punctuator], "");
        } else if (in.startsWith("...", end)) {
            skip(3);
            return token(Kind.SPREAD, "");
        } else if (c == '#') {
            return comment();
        } else if (isName(c) && !isDigit(c)) {
            while (end < in.length() && isName(in.charAt(end))) {
                skip(1);
            }
            return token(Kind.NAME);
        } else if (isDigit(c) || c == '-') {
            return number();
        } else if (c == '"') {
            return in.startsWith(QUOTES, end) ? blockString() : string();
        } else if (c < ' ') {
            return invalid("Cannot contain the invalid character \"\\u%04x\"".formatted((int) c));
        } else if (c == '\'') {
            return invalid("Unexpected single quote character ('), did you mean to use a double quote (\")?");
        }
        return invalid("Cannot parse the unexpected character \"" + c + "\".");
    }

    private void space() {
        while (end < in.length()) {
            char c = in.charAt(end);
            if (c == '\t' || c == ' ' || c == ',') {
                skip(1);
            } else if (c == '\n' || c == '\r') {
                skip(1);
                newLine();
                // The second of two is counted in the next line.
                if (c == '\r' && in.startsWith("\n", end)) {
                    skip(1);
                }
            } else if (in.startsWith(BYTE_ORDER_MARK, end)) {
                end += BYTE_ORDER_MARK.length();
                endCharacters++;
            } else {
                return;
            }
        }
    }

    private Token comment() {
        skip(1);
        while (end < in.length() && (in.charAt(end) >= ' ' || in.charAt(end) == '\t')) {
            skipCharacter();
        }
        return token(Kind.COMMENT);
    }

    private Token number() {
        accept("-");
        boolean isFloat = false;
        if (accept("0")) {
            int at = end;
            int digits = digits();
            if (digits > 0) {
                end = at;
                endCharacters -= digits;
                return invalid("Invalid number, unexpected digit after 0: " + next() + ".");
            }
        } else if (digits() == 0) {
            return digitExpected();
        }
        if (accept(".")) {
            isFloat = true;
            if (digits() == 0) {
                return digitExpected();
            }
        }
        if (accept("eE")) {
            isFloat = true;
            accept("-+");
            if (digits() == 0) {
                return digitExpected();
            }
        }
        return token(isFloat ? Kind.FLOAT : Kind.INT);
    }

    private Token digitExpected() {
        return invalid("Invalid number, expected digit but got: " + next() + ".");
    }

    private String next() {
        return end < in.length() ? "\"" + in.charAt(end) + "\"" : "<EOF>";
    }

    private boolean accept(String any) {
        if (end < in.length() && any.indexOf(in.charAt(end)) >= 0) {
            skip(1);
            return true;
        }
        return false;
    }

    private int digits() {
        int from = end;
        while (end < in.length() && isDigit(in.charAt(end))) {
            skip(1);
        }
        return end - from;
    }

    private Token string() {
        skip(1);
        int column = startCharacters - lineCharacters + 2;
        StringBuilder value = new StringBuilder();
        while (end < in.length()) {
            char c = in.charAt(end);
            if (c == '\n' || c == '\r') {
                break;
            } else if (c < ' ' && c != '\t') {
                return badCharacter(c);
            } else if (c == '"') {
                skip(1);
                return new Token(Kind.STRING, decoded(value.toString()), line, column, null);
            } else if (c == '\\') {
                Token error = escape(value);
                if (error != null) {
                    return error;
                }
            } else {
                value.append(character());
            }
        }
        return invalid("Unterminated string.");
    }

    private Token badCharacter(char c) {
        return invalid("Invalid character within String: \"\\u%04x\".".formatted((int) c));
    }

    /** Reads an escape sequence; an invalid token if it is none. */
    private @Nullable Token escape(StringBuilder value) {
        if (end + 1 >= in.length()) {
            skip(1);
            return invalid("Invalid character escape sequence.");
        }
        char c = in.charAt(end + 1);
        if (c == 'u') {
            return in.startsWith("{", end + 2) ? braced(value) : unicode(value);
        }
        int known = ESCAPED.indexOf(c);
        if (known < 0) {
            skip(1);
            return invalid("Invalid character escape sequence: \\" + c + ".");
        }
        value.append(ESCAPES.charAt(known));
        skip(2);
        return null;
    }

    private @Nullable Token braced(StringBuilder value) {
        int from = end + 3;
        int at = from;
        long number = 0;
        while (at < in.length() && at - from <= MOST_BRACED_DIGITS) {
            int digit = Character.digit(in.charAt(at), 16);
            if (in.charAt(at) == '}') {
                at++;
                if (at - from == 1 || !isScalar(number)) {
                    break;
                }
                append(value, (int) number);
                skip(at - end);
                return null;
            } else if (digit < 0) {
                break;
            }
            number = number * 16 + digit;
            at++;
        }
        return badEscape(at);
    }

    private @Nullable Token unicode(StringBuilder value) {
        if (end + 6 >= in.length()) {
            return badEscape(in.length());
        }
        int number = hex(end + 2);
        if (number < 0) {
            return badEscape(end + 6);
        }
        skip(6);
        if (number >= Character.MIN_HIGH_SURROGATE
                && number <= Character.MAX_HIGH_SURROGATE
                && end + 6 < in.length()
                && in.startsWith("\\u", end)) {
            int low = hex(end + 2);
            if (low >= Character.MIN_LOW_SURROGATE && low <= Character.MAX_LOW_SURROGATE) {
                number = Character.toCodePoint((char) number, (char) low);
                skip(6);
            }
        }
        append(value, number);
        return null;
    }

    private Token badEscape(int to) {
        skip(1);
        return invalid("Invalid character escape sequence: \\" + decoded(in.substring(end, to)) + ".");
    }

    /** Four digits; negative if they are none. */
    private int hex(int from) {
        int number = 0;
        for (int i = from; i < from + 4; i++) {
            int digit = Character.digit(in.charAt(i), 16);
            if (digit < 0) {
                return -1;
            }
            number = number * 16 + digit;
        }
        return number;
    }

    private static boolean isScalar(long number) {
        return number <= Character.MAX_CODE_POINT
                && !(number >= Character.MIN_SURROGATE && number <= Character.MAX_SURROGATE);
    }

    private static void append(StringBuilder bytes, int character) {
        bytes.append(
                isScalar(character)
                        ? new String(
                                Character.toString(character).getBytes(StandardCharsets.UTF_8),
                                StandardCharsets.ISO_8859_1)
                        : REPLACEMENT);
    }

    private Token blockString() {
        skip(3);
        StringBuilder raw = new StringBuilder();
        while (end < in.length()) {
            char c = in.charAt(end);
            int quotes = 0;
            while (in.startsWith("\"", end + quotes)) {
                quotes++;
            }
            if (quotes >= 3) {
                raw.append("\"".repeat(quotes - 3));
                // The place counts from the line that the string ends in.
                Token token = new Token(
                        Kind.BLOCK_STRING,
                        decoded(BlockString.value(raw.toString())),
                        line,
                        startCharacters + 3 - lineCharacters + 1,
                        null);
                skip(quotes);
                return token;
            } else if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return badCharacter(c);
            } else if (in.startsWith("\\" + QUOTES, end)) {
                raw.append(QUOTES);
                skip(4);
            } else if (c == '\n' || c == '\r') {
                raw.append('\n');
                // Both of two count as characters of the line that they end.
                skip(in.startsWith("\r\n", end) ? 2 : 1);
                newLine();
            } else {
                raw.append(character());
            }
        }
        return invalid("Unterminated string.");
    }

    /** The bytes of a character, which is skipped. */
    private String character() {
        int from = end;
        skipCharacter();
        String bytes = in.substring(from, end);
        return bytes.length() == 1 && bytes.charAt(0) > '\u007f' ? REPLACEMENT : bytes;
    }

    private void skipCharacter() {
        char c = in.charAt(end);
        int length = c < 0xc0 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
        end = Math.min(in.length(), end + length);
        endCharacters++;
    }

    private void skip(int characters) {
        end += characters;
        endCharacters += characters;
    }

    private void newLine() {
        line++;
        lineCharacters = endCharacters;
    }

    private static boolean isName(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || isDigit(c);
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private Token token(Kind kind) {
        return token(kind, decoded(in.substring(start, end)));
    }

    private Token token(Kind kind, String value) {
        return new Token(kind, value, line, startCharacters - lineCharacters + 1, null);
    }

    private Token invalid(String error) {
        return new Token(Kind.INVALID, "", line, endCharacters - lineCharacters + 1, error);
    }

    private static String decoded(String bytes) {
        return new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }
}
