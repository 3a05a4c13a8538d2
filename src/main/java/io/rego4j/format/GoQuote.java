package io.rego4j.format;

/**
 * A string in double quotes as Go's {@code strconv.Quote} writes it. OPA writes so whatever it has no source text for. Not
 * all of its escapes are Rego's: {@code \x00} is not.
 */
final class GoQuote {
    private GoQuote() {}

    static String quote(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        value.codePoints().forEach(c -> append(out, c));
        return out.append('"').toString();
    }

    /** A string in double quotes with escapes that Rego reads. */
    static String quoteAsRego(String value) {
        StringBuilder out = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < 0x20 && "\b\f\n\r\t".indexOf(c) < 0 || c == 0x7f) {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                append(out, c);
            }
        }
        return out.append('"').toString();
    }

    private static void append(StringBuilder out, int c) {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case 0x07 -> out.append("\\a");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case 0x0b -> out.append("\\v");
            default -> {
                if (c >= 0x20 && c < 0x7f || c > 0x7f && isPrint(c)) {
                    out.appendCodePoint(c);
                } else if (c < 0x20 || c == 0x7f) {
                    out.append(String.format("\\x%02x", c));
                } else if (c < 0x10000) {
                    out.append(String.format("\\u%04x", c));
                } else {
                    out.append(String.format("\\U%08x", c));
                }
            }
        }
    }

    /** What Go's {@code unicode.IsPrint} says of a character that is not ASCII. */
    static boolean isPrint(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
