package io.rego4j.internal.go;

/** Quotes strings as Go's {@code strconv.Quote}, as OPA prints them, as Go's JSON, and as Rego. */
public final class GoQuote {
    /** The printable characters of Unicode 14 and 15, which Go has and Java 17 has not. */
    private static final int[][] NEWER = {
        {0x1F6DC, 0x1F6DF}, {0x1F7F0, 0x1F7F0}, {0x1F979, 0x1F979}, {0x1F9CC, 0x1F9CC}, {0x1FA75, 0x1FA77},
        {0x1FA7B, 0x1FA7C}, {0x1FA87, 0x1FA88}, {0x1FAA9, 0x1FAAF}, {0x1FAB7, 0x1FABD}, {0x1FABF, 0x1FABF},
        {0x1FAC3, 0x1FAC5}, {0x1FACE, 0x1FACF}, {0x1FAD7, 0x1FADB}, {0x1FAE0, 0x1FAE8}, {0x1FAF0, 0x1FAF8},
        {0x31350, 0x323AF},
    };

    private static final int REPLACEMENT = 0xFFFD;
    /** The characters with an escape of one letter in JSON, and the letters. */
    private static final String JSON = "\"\\\b\f\n\r\t";

    private static final String JSON_LETTERS = "\"\\bfnrt";
    /** The characters with an escape of one letter in Go, and the letters. */
    private static final String GO = JSON + "\u0007\u000B";

    private static final String GO_LETTERS = JSON_LETTERS + "av";

    private GoQuote() {}

    /**
     * A string as Go quotes it, which OPA writes for strings without source text: what is not printable becomes {@code \x00},
     * {@code \u0000} or {@code \U00000000}. Not all of these escapes are Rego's: {@code \x00} is not.
     */
    public static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> append(out, isSurrogate(c) ? REPLACEMENT : c));
        return out.append('"').toString();
    }

    /** As {@link #quote}, for a text of {@link GoBytes}, whose lone surrogates are bytes. */
    public static String quoteBytes(String text) {
        StringBuilder out = new StringBuilder(text.length() + 2);
        appendBytes(out, text);
        return out.toString();
    }

    /** Appends the result of {@link #quoteBytes}. */
    public static void appendBytes(StringBuilder out, String text) {
        out.append('"');
        text.codePoints().forEach(c -> {
            if (isSurrogate(c)) {
                out.append(String.format("\\x%02x", c - GoBytes.BYTE));
            } else {
                append(out, c);
            }
        });
        out.append('"');
    }

    /** A character in Go's single quotes, by an escape if it is not ASCII. */
    public static String quoteAscii(int c) {
        StringBuilder out = new StringBuilder("'");
        if (c == '\'') {
            out.append("\\'");
        } else if (c == '"') {
            out.append('"');
        } else if (c < 0x7F) {
            append(out, c);
        } else {
            escape(out, c);
        }
        return out.append('\'').toString();
    }

    /** Appends a string as Go's {@code json.Marshal} writes it; the characters of HTML are escaped if {@code escapeHtml}. */
    public static void appendJson(StringBuilder out, String text, boolean escapeHtml) {
        out.append('"');
        text.codePoints().forEach(c -> {
            int known = JSON.indexOf(c);
            if (known >= 0) {
                out.append('\\').append(JSON_LETTERS.charAt(known));
            } else if (isSurrogate(c)) {
                out.append("\\ufffd");
            } else if (c < ' ' || c == 0x2028 || c == 0x2029 || escapeHtml && (c == '<' || c == '>' || c == '&')) {
                out.append(String.format("\\u%04x", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        out.append('"');
    }

    private static void append(StringBuilder out, int c) {
        int known = GO.indexOf(c);
        if (known >= 0) {
            out.append('\\').append(GO_LETTERS.charAt(known));
        } else if (c == ' ' || isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            escape(out, c);
        }
    }

    private static void escape(StringBuilder out, int c) {
        out.append(String.format(c < 0x80 ? "\\x%02x" : c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
    }

    private static boolean isSurrogate(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** Go's {@code strconv.IsPrint}. */
    public static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            case Character.UNASSIGNED -> isNewer(c);
            default -> true;
        };
    }

    private static boolean isNewer(int c) {
        for (int[] range : NEWER) {
            if (c >= range[0] && c <= range[1]) {
                return true;
            }
        }
        return false;
    }

    /** A string in double quotes with escapes that Rego reads: those of JSON. */
    public static String rego(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> appendAsRego(out, c));
        return out.append('"').toString();
    }

    private static void appendAsRego(StringBuilder out, int c) {
        int known = JSON.indexOf(c);
        if (known >= 0) {
            out.append('\\').append(JSON_LETTERS.charAt(known));
        } else if (c == ' ' || isPrintable(c)) {
            out.appendCodePoint(c);
        } else {
            for (char unit : Character.toChars(c)) {
                out.append(String.format("\\u%04x", (int) unit));
            }
        }
    }
}
