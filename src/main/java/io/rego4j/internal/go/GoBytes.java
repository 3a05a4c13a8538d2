package io.rego4j.internal.go;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Go's strings, which are bytes, as Java's, which are UTF-16. A byte {@code b} that is not valid UTF-8 is the lone surrogate U+DC00 + b. */
public final class GoBytes {
    /** Added to a byte that is not valid UTF-8. */
    static final int BYTE = 0xDC00;

    private static final char REPLACEMENT = '\uFFFD';

    private GoBytes() {}

    /** Go's order: byte by byte, which for UTF-8 is code point by code point. */
    public static int compare(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char c = a.charAt(i);
            char d = b.charAt(i);
            if (c != d) {
                return Character.isSurrogate(c) || Character.isSurrogate(d)
                        ? Arrays.compareUnsigned(encode(a), encode(b))
                        : c - d;
            }
        }
        return a.length() - b.length();
    }

    /** The place of the first lone surrogate, or -1. */
    private static int loneSurrogate(String text, int from) {
        for (int i = from; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                continue;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else {
                return i;
            }
        }
        return -1;
    }

    /** The text with U+FFFD for each lone surrogate. */
    public static String replaceLoneSurrogates(String text) {
        int at = loneSurrogate(text, 0);
        if (at < 0) {
            return text;
        }
        char[] chars = text.toCharArray();
        for (; at >= 0; at = loneSurrogate(text, at + 1)) {
            chars[at] = REPLACEMENT;
        }
        return new String(chars);
    }

    /** The bytes of Go's string. */
    public static byte[] encode(String text) {
        int lone = loneSurrogate(text, 0);
        if (lone < 0) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
        int start = 0;
        for (; lone >= 0; lone = loneSurrogate(text, lone + 1)) {
            bytes.writeBytes(text.substring(start, lone).getBytes(StandardCharsets.UTF_8));
            bytes.write(text.charAt(lone) - BYTE);
            start = lone + 1;
        }
        bytes.writeBytes(text.substring(start).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    /** The text of Go's string; the inverse of {@link #encode}. */
    public static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int at = 0;
        while (at < bytes.length) {
            int length = characterAt(bytes, at);
            if (length == 0) {
                text.append((char) (BYTE + (bytes[at++] & 0xFF)));
            } else if (length == 1) {
                text.append((char) bytes[at++]);
            } else {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            }
        }
        return text.toString();
    }

    /** The text with lone surrogates decoded whose bytes, after a concatenation, are valid UTF-8. */
    public static String rejoin(String text) {
        return loneSurrogate(text, 0) < 0 ? text : decode(encode(text));
    }

    /** The length of the UTF-8 sequence at an index; 0 if it is invalid by the rules of Go's {@code utf8}. */
    private static int characterAt(byte[] bytes, int at) {
        int first = bytes[at] & 0xFF;
        if (first < 0x80) {
            return 1;
        }
        int length = first >= 0xC2 && first < 0xE0
                ? 2
                : first >= 0xE0 && first < 0xF0 ? 3 : first >= 0xF0 && first < 0xF5 ? 4 : 0;
        if (length == 0 || at + length > bytes.length) {
            return 0;
        }
        for (int i = 1; i < length; i++) {
            if ((bytes[at + i] & 0xC0) != 0x80) {
                return 0;
            }
        }
        int second = bytes[at + 1] & 0xFF;
        boolean outOfRange = first == 0xE0 && second < 0xA0
                || first == 0xED && second > 0x9F
                || first == 0xF0 && second < 0x90
                || first == 0xF4 && second > 0x8F;
        return outOfRange ? 0 : length;
    }
}
