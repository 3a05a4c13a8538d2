package io.rego4j.opa.functions.crypto;

import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.functions.text.Encodings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Texts in PEM, as Go's {@code encoding/pem} reads them: also what it refuses is undefined or an error in a policy. For keys that
 * the user of the program gives, {@code io.rego4j.internal.crypto.PemKeys} is more lenient.
 */
final class Pem {
    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /** What stands between two lines. */
    record Block(String type, byte[] der) {}

    /** A block, and where the text behind it begins. */
    record Decoded(Block block, int end) {}

    /** All blocks that can be read. */
    static List<Block> blocks(String text) {
        List<Block> blocks = new ArrayList<>();
        for (Decoded next = next(text, 0); next != null; next = next(text, next.end)) {
            blocks.add(next.block);
        }
        return blocks;
    }

    /** The first block that can be read, from a place on; null for none. */
    static @Nullable Decoded next(String text, int from) {
        int begin = line(text, BEGIN, from);
        while (begin >= 0) {
            int after = begin + BEGIN.length();
            Decoded decoded = block(text, after);
            if (decoded != null) {
                return decoded;
            }
            int next = text.indexOf("\n" + BEGIN, after);
            begin = next < 0 ? -1 : next + 1;
        }
        return null;
    }

    /** Where a line begins with this; negative for nowhere. */
    private static int line(String text, String start, int from) {
        if (text.startsWith(start, from)) {
            return from;
        }
        int before = text.indexOf("\n" + start, from);
        return before < 0 ? -1 : before + 1;
    }

    /** The block behind its first words; null if it cannot be read. */
    private static @Nullable Decoded block(String text, int from) {
        String first = line(text, from);
        if (!first.endsWith(DASHES)) {
            return null;
        }
        String type = first.substring(0, first.length() - DASHES.length());
        int body = behind(text, from);
        boolean hasHeaders = false;
        while (line(text, body).indexOf(':') >= 0) {
            body = behind(text, body);
            hasHeaders = true;
        }
        // With headers before it the last line is not the first of the body.
        int end = !hasHeaders && text.startsWith(END, body) ? body : text.indexOf("\n" + END, body);
        if (end < 0 || body >= text.length()) {
            return null;
        }
        int last = text.startsWith(END, end) ? end : end + 1;
        if (!line(text, last).equals(END + type + DASHES)) {
            return null;
        }
        try {
            byte[] der = Encodings.decodeBase64(text.substring(body, end).replaceAll("[ \t]", ""));
            return new Decoded(new Block(type, der), behind(text, last));
        } catch (BuiltinException e) {
            return null;
        }
    }

    /** A line without the blanks at its end. */
    private static String line(String text, int from) {
        int end = text.indexOf('\n', from);
        int to = end < 0 ? text.length() : end;
        while (to > from && " \t\r".indexOf(text.charAt(to - 1)) >= 0) {
            to--;
        }
        return text.substring(from, to);
    }

    /** Where the line behind this one begins. */
    private static int behind(String text, int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end + 1;
    }
}
