package io.rego4j.parse.token;

import io.rego4j.source.Source;

/**
 * Finds characters that Rego does not allow: null characters, byte-order marks inside of a text, and broken UTF-8. It is
 * one loop over the text because each source is read by it; {@code GoBytes} looks for halves of surrogate pairs alone.
 */
final class IllegalCharacters {
    static final char BYTE_ORDER_MARK = '\uFEFF';

    private final Source source;
    private final String text;

    IllegalCharacters(Source source) {
        this.source = source;
        this.text = source.text();
    }

    /** The place of the next one from {@code from} on; beyond the end of the text if there is none. */
    int next(int from) {
        if (source.invalidAt() >= from) {
            // Everything after broken bytes is only read for more errors.
            int first = between(from, source.invalidAt());
            return first < 0 ? source.invalidAt() : first;
        }
        int first = between(from, text.length());
        return first < 0 ? Integer.MAX_VALUE : first;
    }

    private int between(int from, int to) {
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c == 0 || c == BYTE_ORDER_MARK && i > 0) {
                return i;
            }
            if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    return i;
                }
            }
        }
        return -1;
    }

    /** OPA's message for the one at an offset. */
    String message(int offset) {
        return switch (text.charAt(offset)) {
            case 0 -> "illegal null character";
            case BYTE_ORDER_MARK -> "illegal byte-order mark";
            default -> "illegal utf-8 character";
        };
    }
}
