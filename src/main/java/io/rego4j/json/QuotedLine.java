package io.rego4j.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rego4j.internal.go.GoBytes;
import io.rego4j.source.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The line that OPA quotes beside a syntax error, its {@code ParserErrorDetail}: that of the last character at or before the place
 * that is no white space.
 *
 * @param text the line
 * @param index the number of bytes in UTF-8 before the byte at fault
 */
record QuotedLine(String text, int index) {
    static QuotedLine of(Span span) {
        String text = span.source().text();
        // The byte of a character that OPA counts to: the first; at the end of the text the second, since OPA counts
        // one too many there; the last where the search went back to it.
        int most = span.start() < text.length() ? 0 : 1;
        int at = Math.max(0, Math.min(span.anchor(), text.length() - 1));
        while (at > 0 && isBlank(text.charAt(at))) {
            at--;
            most = Integer.MAX_VALUE;
        }
        if (at > 0 && Character.isLowSurrogate(text.charAt(at))) {
            at--;
        }
        int begin = at;
        while (begin > 0 && !isLineEnd(text, begin)) {
            begin--;
        }
        int end = at;
        while (end < text.length() && !isLineEnd(text, end)) {
            end++;
        }
        begin = Math.min(isLineEnd(text, begin) ? begin + 1 : begin, end);
        int index = utf8(text, begin, Math.max(begin, at)).length;
        return new QuotedLine(text.substring(begin, end), index + lastByte(text, at, most));
    }

    /**
     * The last byte of a character, up to one of them, that is no white space for Go, which looks at each byte as if it were a
     * character.
     */
    private static int lastByte(String text, int at, int most) {
        if (at == text.length()) {
            return 0;
        }
        byte[] bytes = utf8(text, at, text.offsetByCodePoints(at, 1));
        int last = Math.min(most, bytes.length - 1);
        while (last > 0 && (bytes[last] == (byte) 0x85 || bytes[last] == (byte) 0xA0)) {
            last--;
        }
        return last;
    }

    private static byte[] utf8(String text, int from, int to) {
        return text.substring(from, to).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c >= '\t' && c <= '\r';
    }

    private static boolean isLineEnd(String text, int at) {
        return at < text.length() && (text.charAt(at) == '\n' || text.charAt(at) == '\r');
    }

    void write(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("details");
        json.writeStringField("line", GoBytes.replaceLoneSurrogates(text));
        json.writeNumberField("idx", index);
        json.writeEndObject();
    }
}
