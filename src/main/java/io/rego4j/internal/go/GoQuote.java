package io.rego4j.internal.go;

/** Strings in the quotes of Go's {@code strconv.Quote}, which OPA prints them in, and in those that Rego reads. */
public final class GoQuote {
    /** Characters that Go knows and Java 17 does not: those of Unicode 14 and 15 that are in use. */
    private static final int[][] NEWER = {
        {0x1F6DC, 0x1F6DF}, {0x1F7F0, 0x1F7F0}, {0x1F979, 0x1F979}, {0x1F9CC, 0x1F9CC}, {0x1FA75, 0x1FA77},
        {0x1FA7B, 0x1FA7C}, {0x1FA87, 0x1FA88}, {0x1FAA9, 0x1FAAF}, {0x1FAB7, 0x1FABD}, {0x1FABF, 0x1FABF},
        {0x1FAC3, 0x1FAC5}, {0x1FACE, 0x1FACF}, {0x1FAD7, 0x1FADB}, {0x1FAE0, 0x1FAE8}, {0x1FAF0, 0x1FAF8},
        {0x31350, 0x323AF},
    };

    private GoQuote() {}

    /**
     * A string as Go quotes it, and OPA writes whatever it has no source text for: what cannot be printed becomes {@code \x00},
     * {@code \u0000} or {@code \U00000000}. Not all of these escapes are Rego's: {@code \x00} is not.
     */
    public static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); ) {
            int c = value.codePointAt(i);
            i += Character.charCount(c);
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case 0x07 -> out.append("\\a");
                case '\b' -> out.append("\\b");
                case '\f' -> out.append("\\f");
                case '\n' -> out.append("\\n");
                case '\r' -> out.append("\\r");
                case '\t' -> out.append("\\t");
                case 0x0B -> out.append("\\v");
                default -> appendPlain(out, c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c);
            }
        }
        return out.append('"').toString();
    }

    private static void appendPlain(StringBuilder out, int c) {
        if (c >= ' ' && c < 0x7F || c > 0x7F && isPrintable(c)) {
            out.appendCodePoint(c);
        } else if (c < 0x80) {
            out.append(String.format("\\x%02x", c));
        } else {
            out.append(String.format(c < 0x10000 ? "\\u%04x" : "\\U%08x", c));
        }
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
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            default -> {
                if (c >= ' ' && c < 0x7F || c > 0x7F && isPrintable(c)) {
                    out.appendCodePoint(c);
                } else {
                    for (char unit : Character.toChars(c)) {
                        out.append(String.format("\\u%04x", (int) unit));
                    }
                }
            }
        }
    }
}
