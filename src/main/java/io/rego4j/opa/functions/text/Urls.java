package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoUrl;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Addresses and their queries ({@code uri.go}, {@code encoding.go}). */
public final class Urls {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "urlquery.encode",
                    (context, operands) -> StringValue.of(
                            encode(Operands.stringValue(operands, 1).bytes())),
            "urlquery.decode",
                    (context, operands) -> StringValue.ofBytes(
                            decode(Operands.stringValue(operands, 1).bytes())),
            "urlquery.encode_object", (context, operands) -> encodeObject(operands),
            "urlquery.decode_object", (context, operands) -> decodeObject(Operands.stringValue(operands, 1)),
            "uri.parse", (context, operands) -> parse(Operands.stringValue(operands, 1)),
            "uri.is_valid", (context, operands) -> BooleanValue.of(isValid(operands[0])));

    private Urls() {}

    /** Takes an address apart, with Go's words where it is none. */
    public static GoUrl parsed(StringValue text) throws BuiltinException {
        try {
            return GoUrl.parse(text.text());
        } catch (GoUrl.Malformed e) {
            throw BuiltinException.of(String.valueOf(e.getMessage()));
        }
    }

    private static Value parse(StringValue text) throws BuiltinException {
        GoUrl uri = parsed(text);
        ObjectValue.Builder parts = new ObjectValue.Builder();
        put(parts, "scheme", uri.scheme());
        put(parts, "hostname", uri.hostname());
        put(parts, "port", uri.port());
        put(parts, "path", uri.path());
        put(parts, "raw_path", uri.rawPath());
        put(parts, "raw_query", uri.query());
        put(parts, "fragment", uri.fragment());
        return parts.build();
    }

    private static void put(ObjectValue.Builder parts, String name, String bytes) {
        if (!bytes.isEmpty()) {
            parts.put(name, StringValue.ofBytes(bytes.getBytes(StandardCharsets.ISO_8859_1)));
        }
    }

    private static boolean isValid(Value value) {
        try {
            if (value instanceof StringValue text && !text.text().isEmpty()) {
                parsed(text);
                return true;
            }
            return false;
        } catch (BuiltinException e) {
            return false;
        }
    }

    /** Go's {@code url.QueryEscape}. */
    private static String encode(byte[] bytes) {
        StringBuilder out = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            char c = (char) (b & 0xFF);
            boolean plain =
                    c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-_.~".indexOf(c) >= 0;
            if (plain) {
                out.append(c);
            } else {
                out.append(c == ' ' ? "+" : String.format("%%%02X", (int) c));
            }
        }
        return out.toString();
    }

    /** Go's {@code url.QueryUnescape}. */
    private static byte[] decode(byte[] bytes) throws BuiltinException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                out.write(bytes[i] == '+' ? ' ' : bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                byte[] shown = Arrays.copyOfRange(bytes, i, Math.min(i + 3, bytes.length));
                throw BuiltinException.of("invalid URL escape " + StringValue.ofBytes(shown));
            }
            out.write(high << 4 | low);
            i += 2;
        }
        return out.toByteArray();
    }

    private static Value encodeObject(Value[] operands) throws BuiltinException {
        ObjectValue object = Operands.object(operands, 1);
        Map<StringValue, List<StringValue>> sorted = new TreeMap<>();
        for (int i = 0; i < object.size(); i++) {
            sorted.put(StringValue.ofParts(JsonText.key(object.key(i))), texts(object.value(i)));
        }
        List<String> pairs = new ArrayList<>();
        sorted.forEach(
                (key, values) -> values.forEach(value -> pairs.add(encode(key.bytes()) + "=" + encode(value.bytes()))));
        return StringValue.of(String.join("&", pairs));
    }

    private static List<StringValue> texts(Value value) throws BuiltinException {
        List<StringValue> texts = new ArrayList<>();
        if (value instanceof StringValue text) {
            texts.add(text);
        } else if (value instanceof Iterable<?> items) {
            for (Object item : items) {
                if (!(item instanceof StringValue text)) {
                    throw notTexts();
                }
                texts.add(text);
            }
        } else {
            throw notTexts();
        }
        return texts;
    }

    private static BuiltinException notTexts() {
        return Operands.wrong(1, "values must be string, array[string], or set[string]");
    }

    private static Value decodeObject(StringValue query) throws BuiltinException {
        Map<StringValue, ArrayValue.Builder> found = new LinkedHashMap<>();
        BuiltinException first = null;
        String bytes = new String(query.bytes(), StandardCharsets.ISO_8859_1);
        for (String pair : bytes.split("&", -1)) {
            if (pair.isEmpty()) {
                continue;
            }
            try {
                if (pair.indexOf(';') >= 0) {
                    throw BuiltinException.of("invalid semicolon separator in query");
                }
                int equals = pair.indexOf('=');
                StringValue key = decoded(equals < 0 ? pair : pair.substring(0, equals));
                StringValue value = decoded(equals < 0 ? "" : pair.substring(equals + 1));
                found.computeIfAbsent(key, k -> new ArrayValue.Builder()).add(value);
            } catch (BuiltinException e) {
                first = first == null ? e : first;
            }
        }
        if (first != null) {
            throw first;
        }
        ObjectValue.Builder object = new ObjectValue.Builder();
        found.forEach((key, values) -> object.put(key, values.build()));
        return object.build();
    }

    private static StringValue decoded(String bytes) throws BuiltinException {
        return StringValue.ofBytes(decode(bytes.getBytes(StandardCharsets.ISO_8859_1)));
    }
}
