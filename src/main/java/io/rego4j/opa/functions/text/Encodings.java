package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoQuote;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonValues;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;

/** Bytes as Base64 and as hexadecimal digits ({@code v1/topdown/encoding.go}). */
public final class Encodings {
    private static final String STANDARD = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    private static final String FOR_URLS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int GROUP = 4;
    private static final int BITS = 6;

    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "base64.encode", encode(Base64.getEncoder()),
            "base64url.encode", encode(Base64.getUrlEncoder()),
            "base64url.encode_no_pad", encode(Base64.getUrlEncoder().withoutPadding()),
            "base64.decode", (context, operands) -> StringValue.ofBytes(decodeBase64(Operands.string(operands, 1))),
            "base64url.decode",
                    (context, operands) -> StringValue.ofBytes(decodeBase64Url(Operands.string(operands, 1))),
            "base64.is_valid", (context, operands) -> BooleanValue.of(isBase64(operands[0])),
            "hex.encode",
                    (context, operands) -> StringValue.of(HexFormat.of()
                            .formatHex(Operands.stringValue(operands, 1).bytes())),
            "hex.decode", (context, operands) -> StringValue.ofBytes(decodeHex(Operands.string(operands, 1))));

    private Encodings() {}

    private static Builtin encode(Base64.Encoder encoder) {
        return (context, operands) -> StringValue.of(
                encoder.encodeToString(Operands.stringValue(operands, 1).bytes()));
    }

    /** Go's {@code base64.StdEncoding.DecodeString}. */
    public static byte[] decodeBase64(String text) throws BuiltinException {
        return decode(text, STANDARD);
    }

    /** OPA's {@code base64url.decode}: padding may be missing. */
    public static byte[] decodeBase64Url(String text) throws BuiltinException {
        int length = StringValue.ofParts(text).bytes().length;
        if (text.endsWith("=")) {
            return decode(text, FOR_URLS);
        }
        return switch (length % GROUP) {
            case 0 -> decode(text, FOR_URLS);
            case 2 -> decode(text + "==", FOR_URLS);
            case 3 -> decode(text + "=", FOR_URLS);
            default -> throw BuiltinException.of("illegal base64url string: " + text);
        };
    }

    private static boolean isBase64(Value value) {
        if (!(value instanceof StringValue string)) {
            return false;
        }
        try {
            decodeBase64(string.text());
            return true;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private static BuiltinException corrupt(int place) {
        return BuiltinException.of("illegal base64 data at input byte " + place);
    }

    /** As Go decodes: line ends are skipped, padding is wanted, and the place of an error is that of the byte. */
    private static byte[] decode(String text, String alphabet) throws BuiltinException {
        byte[] in = StringValue.ofParts(text).bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(in.length);
        int at = 0;
        while (at < in.length) {
            int group = 0;
            int count = 0;
            int padding = 0;
            while (count < GROUP) {
                if (at == in.length) {
                    if (count == 0) {
                        return out.toByteArray();
                    }
                    throw corrupt(at - count);
                }
                char c = (char) (in[at++] & 0xFF);
                int value = alphabet.indexOf(c);
                if (c == '\n' || c == '\r') {
                    continue;
                } else if (value >= 0) {
                    group = group << BITS | value;
                    count++;
                    continue;
                } else if (c != '=' || count < 2) {
                    throw corrupt(at - 1);
                }
                at = afterPadding(in, at, count);
                padding = GROUP - count;
                group <<= BITS * padding;
                count = GROUP;
            }
            for (int i = 0; i < GROUP - 1 - padding; i++) {
                out.write(group >> 16 - 8 * i);
            }
        }
        return out.toByteArray();
    }

    /** Behind a first padding character: a second one if it is due, and nothing else. */
    private static int afterPadding(byte[] in, int start, int count) throws BuiltinException {
        int at = skipLineEnds(in, start);
        if (count == 2) {
            if (at == in.length) {
                throw corrupt(in.length);
            } else if (in[at] != '=') {
                throw corrupt(at - 1);
            }
            at++;
        }
        at = skipLineEnds(in, at);
        if (at < in.length) {
            throw corrupt(at);
        }
        return at;
    }

    private static int skipLineEnds(byte[] in, int start) {
        int at = start;
        while (at < in.length && (in[at] == '\n' || in[at] == '\r')) {
            at++;
        }
        return at;
    }

    private static byte[] decodeHex(String text) throws BuiltinException {
        byte[] in = StringValue.ofParts(text).bytes();
        for (byte digit : in) {
            int c = digit & 0xFF;
            if (Character.digit(c, 16) < 0 || c > 'f') {
                String shown = GoQuote.isPrintable(c) ? " '" + Character.toString(c) + "'" : "";
                throw BuiltinException.of(
                        "encoding/hex: invalid byte: " + String.format("U+%04X", c) + (c == ' ' ? " ' '" : shown));
            }
        }
        if (in.length % 2 != 0) {
            throw BuiltinException.of("encoding/hex: odd length hex string");
        }
        return HexFormat.of().parseHex(new String(in, StandardCharsets.US_ASCII));
    }

    /** Bytes as the text of a value. */
    static String text(byte[] bytes) {
        return StringValue.ofBytes(bytes).text();
    }

    /** What a JSON string stands for. */
    static String jsonString(String json) {
        try {
            return ((StringValue) JsonValues.parse(json)).text();
        } catch (IOException e) {
            return json;
        }
    }
}
