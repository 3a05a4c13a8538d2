package io.rego4j.format.text;

/** How a string is spelled: an escape and the character that it stands for are the same string. */
final class StringSpelling {
    private final String text;
    private final int end;
    private int at;

    private StringSpelling(String text, int start, int end) {
        this.text = text;
        this.at = start;
        this.end = end;
    }

    /** True if a part of a text is a string, in double quotes or backquotes, with this value. */
    static boolean isOf(String value, String text, int start, int end) {
        if (end - start < 2 || text.charAt(start) != text.charAt(end - 1)) {
            return false;
        }
        char quote = text.charAt(start);
        if (quote == '`') {
            return end - start - 2 == value.length() && text.startsWith(value, start + 1);
        }
        return quote == '"' && new StringSpelling(text, start + 1, end - 1).says(value);
    }

    private boolean says(String value) {
        for (int i = 0; i < value.length(); i++) {
            if (at >= end || next() != value.charAt(i)) {
                return false;
            }
        }
        return at == end;
    }

    /** The next character, in UTF-16; U+FFFF, which no policy holds, for what is no escape. */
    private char next() {
        char c = text.charAt(at++);
        if (c == '"') {
            return '\uFFFF';
        } else if (c != '\\' || at == end) {
            return c;
        }
        char escape = text.charAt(at++);
        return switch (escape) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unit();
            default -> escape;
        };
    }

    private char unit() {
        int unit = 0;
        for (int i = 0; i < 4; i++) {
            int digit = at < end ? Character.digit(text.charAt(at++), 16) : -1;
            if (digit < 0) {
                return '\uFFFF';
            }
            unit = unit * 16 + digit;
        }
        return (char) unit;
    }
}
