package io.rego4j.format.text;

/** Questions about parts of a text, without copying them. */
public final class TextScan {
    private TextScan() {}

    // No search here goes past the end of the part: in a text of one line that would be to its end each time.

    /** The first offset of a character; -1 if it is not there. */
    static int first(String text, int start, int end, char wanted) {
        for (int at = start; at < end; at++) {
            if (text.charAt(at) == wanted) {
                return at;
            }
        }
        return -1;
    }

    static int count(String text, int start, int end, char wanted) {
        int count = 0;
        for (int at = start; at < end; at++) {
            if (text.charAt(at) == wanted) {
                count++;
            }
        }
        return count;
    }

    /** The end of a part without the blanks, tabs and line ends at its end. */
    static int trimEnd(String text, int start, int end) {
        int stop = end;
        while (stop > start && " \t\r\n".indexOf(text.charAt(stop - 1)) >= 0) {
            stop--;
        }
        return stop;
    }

    /** Where a part of another text is found in a part of this one; -1 if nowhere. */
    static int indexOf(String text, int start, int end, String other, int otherStart, int otherEnd) {
        int length = otherEnd - otherStart;
        for (int at = start; at + length <= end; at++) {
            if (text.regionMatches(at, other, otherStart, length)) {
                return at;
            }
        }
        return -1;
    }

    /** The offset after what stands at an offset: a whole string, a whole comment, or one character. */
    public static int skip(String text, int at, int end) {
        char c = text.charAt(at);
        int i = at + 1;
        if (c == '#') {
            while (i < end && text.charAt(i) != '\n') {
                i++;
            }
        } else if (c == '`') {
            while (i < end && text.charAt(i) != c) {
                i++;
            }
            i++;
        } else if (c == '"') {
            while (i < end && text.charAt(i) != c) {
                i += text.charAt(i) == '\\' ? 2 : 1;
            }
            i++;
        }
        return Math.min(i, end);
    }

    /** What Go's {@code unicode.IsSpace} says. */
    static boolean isSpace(char c) {
        return c == ' ' || c >= '\t' && c <= '\r' || c == 0x85 || c == 0xA0 || c > 0xFF && isWideSpace(c);
    }

    private static boolean isWideSpace(char c) {
        return c == 0x1680
                || c >= 0x2000 && c <= 0x200a
                || c == 0x2028
                || c == 0x2029
                || c == 0x202f
                || c == 0x205f
                || c == 0x3000;
    }

    /** The text without white space at its end. */
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** True if a word follows an offset, after white space or none. */
    static boolean startsWithWord(String text, int offset, String word) {
        int start = offset;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.startsWith(word, start);
    }
}
