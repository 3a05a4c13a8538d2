package io.rego4j.format.text;

import io.rego4j.internal.go.GoText;

/** Searches in parts of a text, without copying them. */
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

    /** The text without white space at its end. */
    public static String stripEnd(String text) {
        int end = text.length();
        while (end > 0 && GoText.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }
}
