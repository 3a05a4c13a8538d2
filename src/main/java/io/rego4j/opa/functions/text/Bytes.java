package io.rego4j.opa.functions.text;

import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.nio.charset.StandardCharsets;

/**
 * Strings as Go sees them where it matters: as bytes. A byte is a char below U+0100 here, so that Java's methods work on
 * them. Where no operand has a byte of no character, the characters themselves do as well.
 */
public final class Bytes {
    private final boolean needed;

    private Bytes(boolean needed) {
        this.needed = needed;
    }

    /** Bytes if one of the strings needs it, characters otherwise. */
    static Bytes ifNeeded(StringValue... strings) {
        for (StringValue string : strings) {
            if (hasLoneBytes(string.text())) {
                return new Bytes(true);
            }
        }
        return new Bytes(false);
    }

    /** Bytes in any case. */
    static Bytes always() {
        return new Bytes(true);
    }

    /** True if the text has a byte of no character. */
    public static boolean hasLoneBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLowSurrogate(c) && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)))) {
                return true;
            }
        }
        return false;
    }

    /** The text with U+FFFD for each byte of no character: what Go's conversion to runes makes of them. */
    public static String runes(String text) {
        return hasLoneBytes(text) ? StringValue.of(text).text() : text;
    }

    String of(StringValue string) {
        return needed ? new String(string.bytes(), StandardCharsets.ISO_8859_1) : string.text();
    }

    Value value(String text) {
        return needed ? StringValue.ofBytes(text.getBytes(StandardCharsets.ISO_8859_1)) : StringValue.ofParts(text);
    }
}
