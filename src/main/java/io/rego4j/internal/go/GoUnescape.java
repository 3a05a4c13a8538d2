package io.rego4j.internal.go;

import org.jspecify.annotations.Nullable;

/** Reads the escapes of strings, as Go's JSON decoder does. */
public final class GoUnescape {
    private GoUnescape() {}

    /** What the characters between the quotes of a string stand for; null if they break JSON's rules. */
    public static @Nullable String unescape(String text, int start, int end) {
        // Only the string is searched: a search to the end of the file for each string would take quadratic time.
        String inner = text.substring(start, end);
        return inner.indexOf('\\') < 0 ? inner : decode(text, start, end);
    }

    private static @Nullable String decode(String text, int start, int end) {
        StringBuilder value = new StringBuilder(end - start);
        for (int at = start; at < end; at++) {
            char c = text.charAt(at);
            if (c < 0x20 || c == '"') {
                return null;
            }
            if (c != '\\') {
                value.append(c);
                continue;
            }
            if (++at >= end) {
                return null;
            }
            switch (text.charAt(at)) {
                case 'b' -> value.append('\b');
                case 'f' -> value.append('\f');
                case 'n' -> value.append('\n');
                case 'r' -> value.append('\r');
                case 't' -> value.append('\t');
                case '"', '\\', '/' -> value.append(text.charAt(at));
                case 'u' -> {
                    int unit = hex(text, at + 1, end);
                    if (unit < 0) {
                        return null;
                    }
                    at += 4;
                    if (Character.isSurrogate((char) unit)) {
                        int low = at + 2 < end && text.charAt(at + 1) == '\\' && text.charAt(at + 2) == 'u'
                                ? hex(text, at + 3, end)
                                : -1;
                        if (Character.isHighSurrogate((char) unit)
                                && low >= 0
                                && Character.isLowSurrogate((char) low)) {
                            value.append((char) unit).append((char) low);
                            at += 6;
                        } else {
                            // Go decodes a lone surrogate to U+FFFD.
                            value.append('\uFFFD');
                        }
                    } else {
                        value.append((char) unit);
                    }
                }
                default -> {
                    return null;
                }
            }
        }
        return value.toString();
    }

    private static int hex(String text, int from, int end) {
        if (from + 4 > end) {
            return -1;
        }
        int value = 0;
        for (int i = from; i < from + 4; i++) {
            char c = text.charAt(i);
            int digit = c < 0x80 ? Character.digit(c, 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }
}
