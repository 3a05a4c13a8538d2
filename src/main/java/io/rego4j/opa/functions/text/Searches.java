package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;

/** Searching in strings, and replacing ({@code v1/topdown/strings.go}). */
final class Searches {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "contains", (context, operands) -> test(operands, String::contains),
            "startswith", (context, operands) -> test(operands, String::startsWith),
            "endswith", (context, operands) -> test(operands, String::endsWith),
            "indexof",
                    (context, operands) -> {
                        List<Value> places = places(operands);
                        return places.isEmpty() ? NumberValue.of(-1) : places.get(0);
                    },
            "indexof_n", (context, operands) -> ArrayValue.of(places(operands)),
            "strings.count", (context, operands) -> NumberValue.of(count(operands)),
            "replace", Searches::replace,
            "strings.replace_n", Searches::replaceN);

    private Searches() {}

    private static Value test(Value[] operands, BiPredicate<String, String> test) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue part = Operands.stringValue(operands, 2);
        Bytes bytes = Bytes.ifNeeded(text, part);
        return BooleanValue.of(test.test(bytes.of(text), bytes.of(part)));
    }

    private static List<Value> places(Value[] operands) throws BuiltinException {
        String text = Bytes.runes(Operands.string(operands, 1));
        String part = Bytes.runes(Operands.string(operands, 2));
        if (part.isEmpty()) {
            throw BuiltinException.of("empty search character");
        }
        List<Value> places = new ArrayList<>();
        int counted = 0;
        int place = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            place += text.codePointCount(counted, at);
            counted = at;
            places.add(NumberValue.of(place));
        }
        return places;
    }

    private static long count(Value[] operands) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue part = Operands.stringValue(operands, 2);
        if (part.text().isEmpty()) {
            return text.text().codePointCount(0, text.text().length()) + 1L;
        }
        Bytes bytes = Bytes.ifNeeded(text, part);
        String whole = bytes.of(text);
        String wanted = bytes.of(part);
        long count = 0;
        for (int at = whole.indexOf(wanted); at >= 0; at = whole.indexOf(wanted, at + wanted.length())) {
            count++;
        }
        return count;
    }

    private static Value replace(BuiltinContext context, Value[] operands) throws BuiltinException {
        StringValue text = Operands.stringValue(operands, 1);
        StringValue old = Operands.stringValue(operands, 2);
        StringValue replacement = Operands.stringValue(operands, 3);
        return replace(context, text, List.of(old), List.of(replacement));
    }

    private static Value replaceN(BuiltinContext context, Value[] operands) throws BuiltinException {
        ObjectValue patterns = Operands.object(operands, 1);
        StringValue text = Operands.stringValue(operands, 2);
        List<StringValue> olds = new ArrayList<>();
        List<StringValue> replacements = new ArrayList<>();
        for (int i = 0; i < patterns.size(); i++) {
            if (!(patterns.key(i) instanceof StringValue old)) {
                throw Operands.wrong(1, "non-string key found in pattern object");
            } else if (!(patterns.value(i) instanceof StringValue replacement)) {
                throw Operands.wrong(1, "non-string value found in pattern object");
            } else {
                olds.add(old);
                replacements.add(replacement);
            }
        }
        return replace(context, text, olds, replacements);
    }

    /** Of those that match at a place the first counts; the empty one matches between any two bytes. */
    private static Value replace(
            BuiltinContext context, StringValue text, List<StringValue> olds, List<StringValue> replacements) {
        boolean anyEmpty = olds.stream().anyMatch(old -> old.text().isEmpty());
        List<StringValue> all = new ArrayList<>(olds);
        all.addAll(replacements);
        all.add(text);
        Bytes bytes = anyEmpty ? Bytes.always() : Bytes.ifNeeded(all.toArray(StringValue[]::new));
        String whole = bytes.of(text);
        List<String> wanted = olds.stream().map(bytes::of).toList();
        List<String> given = replacements.stream().map(bytes::of).toList();
        StringBuilder replaced = new StringBuilder(whole.length());
        boolean emptyBefore = false;
        for (int at = 0; at <= whole.length(); ) {
            context.checkDeadline();
            int found = find(whole, at, wanted, emptyBefore);
            emptyBefore = found >= 0 && wanted.get(found).isEmpty();
            if (found >= 0) {
                context.allocate(2L * given.get(found).length());
                replaced.append(given.get(found));
                at += wanted.get(found).length();
            } else {
                if (at < whole.length()) {
                    replaced.append(whole.charAt(at));
                }
                at++;
            }
        }
        return bytes.value(replaced.toString());
    }

    private static int find(String whole, int at, List<String> wanted, boolean emptyBefore) {
        for (int i = 0; i < wanted.size(); i++) {
            String old = wanted.get(i);
            if (whole.startsWith(old, at) && !(emptyBefore && old.isEmpty())) {
                return i;
            }
        }
        return -1;
    }
}
