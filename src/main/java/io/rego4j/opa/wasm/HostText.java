package io.rego4j.opa.wasm;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Functions of text. */
final class HostText {
    private static final Pattern INTEGER = Pattern.compile("-?\\d+");
    private static final String GLOB_SYMBOLS = "*?\\[]{}";

    static final Map<String, HostFunction> FUNCTIONS = Map.ofEntries(
            Map.entry(
                    "sprintf",
                    (operands, call) ->
                            GoFormat.format(HostCall.string(operands.get(0)), HostCall.array(operands.get(1)))),
            Map.entry("indexof_n", (operands, call) -> indexes(operands)),
            Map.entry("glob.quote_meta", (operands, call) -> quoteGlob(HostCall.string(operands.get(0)))),
            Map.entry("strings.any_prefix_match", (operands, call) -> any(operands, String::startsWith)),
            Map.entry("strings.any_suffix_match", (operands, call) -> any(operands, String::endsWith)),
            Map.entry("strings.split_n", (operands, call) -> split(operands)),
            Map.entry("strings.count", (operands, call) -> count(operands)),
            Map.entry("urlquery.encode", (operands, call) -> encode(HostCall.string(operands.get(0)))),
            Map.entry("urlquery.decode", (operands, call) -> decode(HostCall.string(operands.get(0)))),
            Map.entry("urlquery.encode_object", (operands, call) -> encodeObject(operands)),
            Map.entry("urlquery.decode_object", (operands, call) -> decodeObject(operands)));

    private HostText() {}

    /** Bytes as text. Rego's strings may hold bytes that are no UTF-8; Java's may not. */
    static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new HostFunction.Unsupported("a string that is not UTF-8 is not in this engine");
        }
    }

    private static Object indexes(List<?> operands) throws HostFunction.BuiltinError {
        String text = HostCall.string(operands.get(0));
        String part = HostCall.string(operands.get(1));
        if (part.isEmpty()) {
            throw new HostFunction.BuiltinError("empty search character");
        }
        List<Object> found = new ArrayList<>();
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, text.offsetByCodePoints(at, 1))) {
            found.add(BigDecimal.valueOf(text.codePointCount(0, at)));
        }
        return found;
    }

    private static String quoteGlob(String text) {
        StringBuilder quoted = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (GLOB_SYMBOLS.indexOf(c) >= 0) {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.toString();
    }

    private static Object any(List<?> operands, BiPredicate<String, String> test) throws HostFunction.BuiltinError {
        for (String text : strings(operands.get(0))) {
            for (String part : strings(operands.get(1))) {
                if (test.test(text, part)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<String> strings(@Nullable Object value) throws HostFunction.BuiltinError {
        List<String> strings = new ArrayList<>();
        if (value instanceof Collection<?> many) {
            for (Object one : many) {
                strings.add(HostCall.string(one));
            }
        } else {
            strings.add(HostCall.string(value));
        }
        return strings;
    }

    private static Object count(List<?> operands) throws HostFunction.BuiltinError {
        String text = HostCall.string(operands.get(0));
        String part = HostCall.string(operands.get(1));
        if (part.isEmpty()) {
            return BigDecimal.valueOf(text.codePointCount(0, text.length()) + 1L);
        }
        long count = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length())) {
            count++;
        }
        return BigDecimal.valueOf(count);
    }

    /** The first parts, or the last ones for a negative number of them. */
    private static Object split(List<?> operands) throws HostFunction.BuiltinError {
        String text = HostCall.string(operands.get(0));
        String separator = HostCall.string(operands.get(1));
        BigInteger wanted = HostCall.integer(operands.get(2));
        if (wanted.bitLength() > 63) {
            throw new HostFunction.BuiltinError("operand out of range");
        } else if (!INTEGER.matcher(String.valueOf(operands.get(2))).matches()) {
            throw new HostFunction.Unsupported("an integer with a point or an exponent is not in this engine");
        }
        List<String> parts = parts(text, separator);
        int count = wanted.abs().min(BigInteger.valueOf(parts.size())).intValue();
        return wanted.signum() < 0
                ? List.copyOf(parts.subList(parts.size() - count, parts.size()))
                : List.copyOf(parts.subList(0, count));
    }

    private static List<String> parts(String text, String separator) {
        List<String> parts = new ArrayList<>();
        if (separator.isEmpty()) {
            text.codePoints().forEach(character -> parts.add(Character.toString(character)));
            return parts;
        }
        int start = 0;
        for (int at = text.indexOf(separator); at >= 0; at = text.indexOf(separator, start)) {
            parts.add(text.substring(start, at));
            start = at + separator.length();
        }
        parts.add(text.substring(start));
        return parts;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("*", "%2A")
                .replace("%7E", "~");
    }

    private static String decode(String text) throws HostFunction.BuiltinError {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new HostFunction.BuiltinError("invalid URL escape");
        }
    }

    private static Object encodeObject(List<?> operands) throws HostFunction.BuiltinError {
        Map<String, Collection<String>> sorted = new TreeMap<>();
        for (Map.Entry<?, ?> entry : HostCall.object(operands.get(0)).entrySet()) {
            sorted.put(HostCall.string(entry.getKey()), strings(entry.getValue()));
        }
        StringBuilder query = new StringBuilder();
        sorted.forEach((key, values) -> values.forEach(value -> query.append(query.isEmpty() ? "" : "&")
                .append(encode(key))
                .append('=')
                .append(encode(value))));
        return query.toString();
    }

    private static Object decodeObject(List<?> operands) throws HostFunction.BuiltinError {
        Map<String, List<Object>> object = new TreeMap<>();
        String query = HostCall.string(operands.get(0));
        if (query.contains(";")) {
            throw new HostFunction.BuiltinError("invalid semicolon separator in query");
        }
        for (String pair : query.split("&")) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String key = decode(equals < 0 ? pair : pair.substring(0, equals));
                object.computeIfAbsent(key, k -> new ArrayList<>())
                        .add(equals < 0 ? "" : decode(pair.substring(equals + 1)));
            }
        }
        return object;
    }
}
