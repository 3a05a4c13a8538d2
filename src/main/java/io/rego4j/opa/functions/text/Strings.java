package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoText;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.IntUnaryOperator;
import java.util.regex.Pattern;

/** Splitting, joining and changing strings ({@code v1/topdown/strings.go}). */
public final class Strings {
    private static final Pattern QUOTES = Pattern.compile("^\"+|(?<!\")\"++$");

    static final Map<String, Builtin> FUNCTIONS = Map.ofEntries(
            Map.entry("concat", Strings::concat),
            Map.entry("lower", (context, operands) -> map(operands, Character::toLowerCase)),
            Map.entry("upper", (context, operands) -> map(operands, Character::toUpperCase)),
            Map.entry("split", (context, operands) -> ArrayValue.of(parts(operands))),
            Map.entry("strings.split_n", (context, operands) -> splitN(operands)),
            Map.entry("strings.reverse", (context, operands) -> reverse(Operands.string(operands, 1))),
            Map.entry("substring", (context, operands) -> substring(operands)),
            Map.entry("trim", (context, operands) -> trim(operands, true, true)),
            Map.entry("trim_left", (context, operands) -> trim(operands, true, false)),
            Map.entry("trim_right", (context, operands) -> trim(operands, false, true)),
            Map.entry("trim_prefix", (context, operands) -> trimPrefix(operands)),
            Map.entry("trim_suffix", (context, operands) -> trimSuffix(operands)),
            Map.entry("trim_space", (context, operands) -> trimSpace(Operands.string(operands, 1))),
            Map.entry("strings.any_prefix_match", (context, operands) -> any(context, operands, String::startsWith)),
            Map.entry("strings.any_suffix_match", (context, operands) -> any(context, operands, String::endsWith)));

    private Strings() {}

    private static Value concat(BuiltinContext context, Value[] operands) throws BuiltinException {
        String separator = Operands.string(operands, 1);
        List<String> parts = new ArrayList<>();
        if (!(operands[1] instanceof Iterable<?>)) {
            throw Operands.wrongType(operands, 2, "set", "array");
        }
        for (Value item : Operands.items(operands, 2)) {
            if (!(item instanceof StringValue string)) {
                throw Operands.wrongItem(2, operands[1], item, "string");
            }
            parts.add(string.text());
        }
        context.allocate(2L * separator.length() * Math.max(0, parts.size() - 1));
        return StringValue.ofParts(String.join(separator, parts));
    }

    /** Character by character: Go maps none of them to several. */
    private static Value map(Value[] operands, IntUnaryOperator mapping) throws BuiltinException {
        return StringValue.of(map(Operands.string(operands, 1), mapping));
    }

    private static String map(String text, IntUnaryOperator mapping) {
        StringBuilder mapped = new StringBuilder(text.length());
        Bytes.runes(text).codePoints().map(mapping).forEach(mapped::appendCodePoint);
        return mapped.toString();
    }

    /** Go's {@code strings.Trim} of quotes. */
    public static String withoutQuotes(String text) {
        return QUOTES.matcher(text).replaceAll("");
    }

    /** Go's {@code strings.ToLower}. */
    static String lower(String text) {
        return map(text, Character::toLowerCase);
    }

    private static List<Value> parts(Value[] operands) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue separator = Operands.stringValue(operands, 2);
        List<Value> parts = new ArrayList<>();
        if (separator.text().isEmpty()) {
            text.text().codePoints().forEach(c -> parts.add(StringValue.ofParts(Character.toString(c))));
            return parts;
        }
        Bytes bytes = Bytes.ifNeeded(text, separator);
        String whole = bytes.of(text);
        String between = bytes.of(separator);
        int start = 0;
        for (int at = whole.indexOf(between); at >= 0; at = whole.indexOf(between, start)) {
            parts.add(bytes.value(whole.substring(start, at)));
            start = at + between.length();
        }
        parts.add(bytes.value(whole.substring(start)));
        return parts;
    }

    /** The first parts, or the last ones for a negative number. */
    private static Value splitN(Value[] operands) throws BuiltinException {
        Operands.string(operands, 1);
        Operands.string(operands, 2);
        long wanted = Operands.integer(operands, 3);
        List<Value> parts = parts(operands);
        long size = parts.size();
        return ArrayValue.of(
                wanted >= 0
                        ? parts.subList(0, (int) Math.min(wanted, size))
                        : parts.subList((int) Math.max(size + Math.max(wanted, -size), 0), (int) size));
    }

    private static Value reverse(String text) {
        StringBuilder reversed = new StringBuilder(text.length());
        for (int at = text.length(); at > 0; ) {
            int c = text.codePointBefore(at);
            reversed.appendCodePoint(c);
            at -= Character.charCount(c);
        }
        return StringValue.ofParts(reversed.toString());
    }

    private static Value substring(Value[] operands) throws BuiltinException {
        String text = Operands.string(operands, 1);
        long start = Operands.integer(operands, 2);
        long length = Operands.integer(operands, 3);
        if (start < 0) {
            throw BuiltinException.of("negative offset");
        }
        int size = text.codePointCount(0, text.length());
        if (start >= size) {
            return StringValue.of("");
        } else if (start == 0 && length >= size) {
            return operands[0];
        }
        String runes = Bytes.runes(text);
        int from = runes.offsetByCodePoints(0, (int) start);
        return StringValue.of(
                length < 0
                        ? runes.substring(from)
                        : runes.substring(from, runes.offsetByCodePoints(from, (int) Math.min(length, size - start))));
    }

    private static Value trim(Value[] operands, boolean left, boolean right) throws BuiltinException {
        String text = Operands.string(operands, 1);
        String cut = Bytes.runes(Operands.string(operands, 2));
        int start = 0;
        int end = text.length();
        while (left && start < end && isIn(cut, text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (right && end > start && isIn(cut, text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return StringValue.ofParts(text.substring(start, end));
    }

    private static boolean isIn(String cut, int c) {
        return cut.indexOf(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c) >= 0;
    }

    private static Value trimPrefix(Value[] operands) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue prefix = Operands.stringValue(operands, 2);
        Bytes bytes = Bytes.ifNeeded(text, prefix);
        String whole = bytes.of(text);
        return whole.startsWith(bytes.of(prefix))
                ? bytes.value(whole.substring(bytes.of(prefix).length()))
                : text;
    }

    private static Value trimSuffix(Value[] operands) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue suffix = Operands.stringValue(operands, 2);
        Bytes bytes = Bytes.ifNeeded(text, suffix);
        String whole = bytes.of(text);
        return whole.endsWith(bytes.of(suffix))
                ? bytes.value(
                        whole.substring(0, whole.length() - bytes.of(suffix).length()))
                : text;
    }

    private static Value trimSpace(String text) {
        return StringValue.ofParts(GoText.trim(text));
    }

    private static Value any(BuiltinContext context, Value[] operands, BiPredicate<String, String> matches)
            throws BuiltinException {
        List<StringValue> texts = strings(operands, 1);
        List<StringValue> affixes = strings(operands, 2);
        for (StringValue text : texts) {
            for (StringValue affix : affixes) {
                context.checkDeadline();
                Bytes bytes = Bytes.ifNeeded(text, affix);
                if (matches.test(bytes.of(text), bytes.of(affix))) {
                    return BooleanValue.TRUE;
                }
            }
        }
        return BooleanValue.FALSE;
    }

    private static List<StringValue> strings(Value[] operands, int position) throws BuiltinException {
        Value operand = operands[position - 1];
        if (operand instanceof StringValue one) {
            return List.of(one);
        } else if (!(operand instanceof Iterable<?>)) {
            throw Operands.wrongType(operands, position, "string", "set", "array");
        }
        List<StringValue> strings = new ArrayList<>();
        for (Value item : Operands.items(operands, position)) {
            if (!(item instanceof StringValue string)) {
                throw Operands.wrongItem(position, operand, item, "string");
            }
            strings.add(string);
        }
        return strings;
    }
}
