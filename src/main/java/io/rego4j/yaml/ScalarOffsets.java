package io.rego4j.yaml;

import java.util.Arrays;

/**
 * The offsets in the file of the characters of a folded, plain or quoted scalar, found by going through value and file
 * together. Folded white space and escapes get the offset at which they begin.
 */
final class ScalarOffsets {
    private final String file;
    private final int end;
    private final boolean escapes;
    private int at;

    /** @param escapes true in double quotes */
    ScalarOffsets(String file, int start, int end, boolean escapes) {
        this.file = file;
        this.at = start;
        this.end = end;
        this.escapes = escapes;
    }

    /** The offset of each character, followed by that of the end. */
    int[] of(String value) {
        int[] offsets = new int[value.length() + 1];
        int i = 0;
        while (i < value.length()) {
            char wanted = value.charAt(i);
            if (wanted != ' ' && wanted != '\t' && wanted != '\n') {
                skipFolding();
            }
            if (at >= end) {
                break;
            }
            offsets[i] = at;
            if (escapes && file.charAt(at) == '\\') {
                int units = escape(wanted, i + 1 < value.length() ? value.charAt(i + 1) : 0);
                if (units == 2) {
                    offsets[++i] = offsets[i - 1];
                }
            } else if (file.charAt(at) == wanted) {
                // In single quotes, two of them are one.
                at += wanted == '\'' && file.startsWith("''", at) ? 2 : 1;
            }
            i++;
        }
        Arrays.fill(offsets, Math.min(i, value.length()), offsets.length, Math.min(at, end));
        return offsets;
    }

    /** Skips folded white space and escaped line ends. */
    private void skipFolding() {
        while (at < end) {
            if (Character.isWhitespace(file.charAt(at))) {
                at++;
            } else if (escapes && file.charAt(at) == '\\' && at + 1 < end && isLineEnd(file.charAt(at + 1))) {
                at += 2;
            } else {
                return;
            }
        }
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }

    /** Skips an escape; returns the number of UTF-16 units that it stands for. */
    private int escape(char wanted, int following) {
        char kind = at + 1 < end ? file.charAt(at + 1) : ' ';
        int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        at = Math.min(end, at + 2 + digits);
        return digits == 8 && Character.isHighSurrogate(wanted) && Character.isLowSurrogate((char) following) ? 2 : 1;
    }
}
