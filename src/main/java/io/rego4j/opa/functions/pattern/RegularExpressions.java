package io.rego4j.opa.functions.pattern;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.WatchedText;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.BooleanValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Regular expressions of RE2 ({@code regex.go}, {@code regex_template.go}). */
final class RegularExpressions {
    static final Map<String, Builtin> FUNCTIONS = Map.of(
            "regex.is_valid", (context, operands) -> BooleanValue.of(isValid(operands[0])),
            "regex.match", RegularExpressions::match,
            "re_match", RegularExpressions::match,
            "regex.split", RegularExpressions::split,
            "regex.replace", RegularExpressions::replace,
            "regex.find_n", RegularExpressions::find,
            "regex.find_all_string_submatch_n", RegularExpressions::findGroups,
            "regex.template_match", RegularExpressions::matchTemplate);

    private static final java.util.regex.Pattern LITERAL_BRACE =
            java.util.regex.Pattern.compile("\\{(?!\\d{1,4}(?:,\\d{0,4})?\\})");

    /** How the library describes that an expression is not complete. */
    private static final List<String> UNFINISHED = List.of(
            "missing closing",
            "trailing backslash",
            "invalid named capture",
            "invalid or unsupported Perl syntax",
            "invalid escape sequence");

    private RegularExpressions() {}

    /** An expression that was read before in the same evaluation. */
    private record Known(String expression) {}

    private static Pattern pattern(BuiltinContext context, String expression) throws BuiltinException {
        Object known = context.once(new Known(expression), () -> {
            try {
                return compiled(expression);
            } catch (BuiltinException e) {
                return e;
            }
        });
        if (known instanceof BuiltinException e) {
            throw e;
        }
        return (Pattern) known;
    }

    /** An expression as Go compiles it, with Go's error where it does not. */
    private static Pattern compiled(String expression) throws BuiltinException {
        Unreadable unreadable = unreadable(expression);
        String readable = unreadable == null ? expression : expression.substring(0, unreadable.at);
        try {
            Pattern pattern = parsed(readable);
            if (unreadable == null) {
                return pattern;
            }
        } catch (PatternSyntaxException e) {
            // Go reads from the left: a fault before the unreadable place comes first, unless it is only that more is
            // missing.
            boolean isUnfinished =
                    readable.endsWith(e.getPattern()) && UNFINISHED.stream().anyMatch(e.getDescription()::startsWith);
            if (unreadable == null || !isUnfinished) {
                throw BuiltinException.of(message(expression, String.valueOf(e.getMessage())));
            }
        }
        throw BuiltinException.of("error parsing regexp: " + unreadable.error);
    }

    private static Pattern parsed(String expression) {
        try {
            return Pattern.compile(expression);
        } catch (PatternSyntaxException e) {
            // Go takes a brace that begins no repetition for a character, and what is behind it for an operator.
            String literal = LITERAL_BRACE.matcher(expression).replaceAll("[{]");
            if (literal.equals(expression) || expression.indexOf('\\') >= 0 || expression.indexOf('[') >= 0) {
                throw e;
            }
            try {
                return Pattern.compile(literal);
            } catch (PatternSyntaxException also) {
                throw e;
            }
        }
    }

    /** What the library takes and Go does not, at a place of an expression. */
    private record Unreadable(int at, String error) {}

    /** The first byte of no character, or escape of a character that is not ASCII; null if there is none. */
    private static @Nullable Unreadable unreadable(String expression) {
        for (int at = 0; at < expression.length(); ) {
            int c = expression.codePointAt(at);
            int next = at + Character.charCount(c);
            if (isLoneByte(c)) {
                return new Unreadable(at, "invalid UTF-8: `" + expression.substring(at) + "`");
            } else if (c == '\\' && next < expression.length()) {
                int escaped = expression.codePointAt(next);
                if (isLoneByte(escaped)) {
                    return new Unreadable(at, "invalid UTF-8: `" + expression.substring(next) + "`");
                }
                int end = expression.startsWith("Q", next) ? expression.indexOf("\\E", next) : 0;
                next = end < 0 ? expression.length() : Math.max(end, next + Character.charCount(escaped));
                if (escaped >= 0x80) {
                    return new Unreadable(at, "invalid escape sequence: `" + expression.substring(at, next) + "`");
                }
            }
            at = next;
        }
        return null;
    }

    private static boolean isLoneByte(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
    }

    /** The library's messages are Go's, but for two. */
    private static String message(String expression, String message) {
        if (message.contains("stack underflow")) {
            return "error parsing regexp: unexpected ): `" + expression + "`";
        }
        return message.endsWith("trailing backslash at end of expression") ? message + ": ``" : message;
    }

    private static boolean isValid(Value value) {
        try {
            if (value instanceof StringValue expression) {
                compiled(expression.text());
                return true;
            }
            return false;
        } catch (BuiltinException e) {
            return false;
        }
    }

    private static Matcher matcher(BuiltinContext context, Pattern pattern, String text) {
        return pattern.matcher(WatchedText.of(text, context));
    }

    private static Value match(BuiltinContext context, Value[] operands) throws BuiltinException {
        String expression = Operands.string(operands, 1);
        String text = Operands.string(operands, 2);
        return BooleanValue.of(
                matcher(context, pattern(context, expression), text).find());
    }

    /** What is found. An empty match right behind another one does not count. */
    private interface Found {
        void accept(Matcher matcher);
    }

    private static void each(BuiltinContext context, Pattern pattern, String text, long limit, Found found) {
        Matcher matcher = matcher(context, pattern, text);
        int at = 0;
        int before = -1;
        long count = 0;
        while (at <= text.length() && (limit < 0 || count < limit) && matcher.find(at)) {
            context.checkDeadline();
            boolean counts = true;
            if (matcher.end() == at) {
                counts = matcher.start() != before;
                at += at < text.length() ? Character.charCount(text.codePointAt(at)) : 1;
            } else {
                at = matcher.end();
            }
            before = matcher.end();
            if (counts) {
                found.accept(matcher);
                count++;
            }
        }
    }

    private static Value split(BuiltinContext context, Value[] operands) throws BuiltinException {
        String expression = Operands.string(operands, 1);
        String text = Operands.string(operands, 2);
        Pattern pattern = pattern(context, expression);
        ArrayValue.Builder parts = new ArrayValue.Builder();
        if (!expression.isEmpty() && text.isEmpty()) {
            return parts.add(StringValue.of("")).build();
        }
        int[] ends = {0, 0};
        each(context, pattern, text, -1, matcher -> {
            ends[1] = matcher.start();
            if (matcher.end() != 0) {
                parts.add(StringValue.ofParts(text.substring(ends[0], ends[1])));
            }
            ends[0] = matcher.end();
        });
        if (ends[1] != text.length()) {
            parts.add(StringValue.ofParts(text.substring(ends[0])));
        }
        return parts.build();
    }

    private static Value find(BuiltinContext context, Value[] operands) throws BuiltinException {
        String expression = Operands.string(operands, 1);
        String text = Operands.string(operands, 2);
        long limit = Operands.integer(operands, 3);
        ArrayValue.Builder all = new ArrayValue.Builder();
        each(context, pattern(context, expression), text, limit, matcher -> all.add(group(matcher, 0)));
        return all.build();
    }

    private static Value findGroups(BuiltinContext context, Value[] operands) throws BuiltinException {
        String expression = Operands.string(operands, 1);
        String text = Operands.string(operands, 2);
        long limit = Operands.integer(operands, 3);
        ArrayValue.Builder all = new ArrayValue.Builder();
        each(context, pattern(context, expression), text, limit, matcher -> {
            ArrayValue.Builder groups = new ArrayValue.Builder();
            for (int i = 0; i <= matcher.groupCount(); i++) {
                groups.add(group(matcher, i));
            }
            all.add(groups.build());
        });
        return all.build();
    }

    private static Value group(Matcher matcher, int number) {
        String group = matcher.group(number);
        return StringValue.ofParts(group == null ? "" : group);
    }

    private static Value replace(BuiltinContext context, Value[] operands) throws BuiltinException {
        String text = Operands.string(operands, 1);
        String expression = Operands.string(operands, 2);
        String replacement = Operands.string(operands, 3);
        Pattern pattern = pattern(context, expression);
        StringBuilder replaced = new StringBuilder();
        int[] end = {0};
        each(context, pattern, text, -1, matcher -> {
            int before = replaced.length();
            replaced.append(text, end[0], matcher.start());
            expand(replaced, pattern, matcher, replacement);
            end[0] = matcher.end();
            context.allocate(2L * (replaced.length() - before));
        });
        return StringValue.ofParts(replaced.append(text, end[0], text.length()).toString());
    }

    /** The replacement with the groups that it names by {@code $1}, {@code $name} or {@code ${name}}. */
    private static void expand(StringBuilder out, Pattern pattern, Matcher matcher, String replacement) {
        int at = 0;
        for (int dollar = replacement.indexOf('$'); dollar >= 0; dollar = replacement.indexOf('$', at)) {
            out.append(replacement, at, dollar);
            at = dollar + 1;
            if (replacement.startsWith("$", at)) {
                out.append('$');
                at++;
                continue;
            }
            boolean braces = replacement.startsWith("{", at);
            int start = at + (braces ? 1 : 0);
            int end = start;
            while (end < replacement.length() && isOfName(replacement.codePointAt(end))) {
                end += Character.charCount(replacement.codePointAt(end));
            }
            if (end == start || braces && !replacement.startsWith("}", end)) {
                out.append('$');
                continue;
            }
            String group = group(pattern, matcher, replacement.substring(start, end));
            out.append(group);
            at = end + (braces ? 1 : 0);
        }
        out.append(replacement, at, replacement.length());
    }

    private static boolean isOfName(int c) {
        return c == '_' || Character.isLetter(c) || Character.getType(c) == Character.DECIMAL_DIGIT_NUMBER;
    }

    private static String group(Pattern pattern, Matcher matcher, String name) {
        Integer number = pattern.namedGroups().get(name);
        if (name.chars().allMatch(c -> c >= '0' && c <= '9')) {
            number = name.length() > 1 && name.startsWith("0") || name.length() > 8 ? null : Integer.valueOf(name);
        }
        String group = number == null || number > matcher.groupCount() ? null : matcher.group(number);
        return group == null ? "" : group;
    }

    private static Value matchTemplate(BuiltinContext context, Value[] operands) throws BuiltinException {
        StringValue template = Operands.stringValue(operands, 1);
        String text = Operands.string(operands, 2);
        StringValue start = Operands.stringValue(operands, 3);
        StringValue end = Operands.stringValue(operands, 4);
        requireByte("start", start, start);
        requireByte("end", end, start);
        List<int[]> places =
                expressions(template, start.text().charAt(0), end.text().charAt(0));
        String whole = template.text();
        StringBuilder expression = new StringBuilder("^");
        int at = 0;
        for (int[] place : places) {
            String inner = whole.substring(place[0] + 1, place[1] - 1);
            expression
                    .append(quote(whole.substring(at, place[0])))
                    .append('(')
                    .append(inner)
                    .append(')');
            pattern(context, "^" + inner + "$");
            at = place[1];
        }
        expression.append(quote(whole.substring(at))).append('$');
        return BooleanValue.of(
                matcher(context, pattern(context, expression.toString()), text).find());
    }

    /** OPA's message for the second one counts the first one. */
    private static void requireByte(String name, StringValue delimiter, StringValue counted) throws BuiltinException {
        if (delimiter.bytes().length != 1) {
            throw BuiltinException.of(name + " delimiter has to be exactly one character long but is "
                    + counted.bytes().length + " long");
        }
    }

    private static List<int[]> expressions(StringValue template, char start, char end) throws BuiltinException {
        String text = template.text();
        List<int[]> places = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == start) {
                depth++;
                from = depth == 1 ? i : from;
            } else if (text.charAt(i) == end) {
                depth--;
                if (depth == 0) {
                    places.add(new int[] {from, i + 1});
                } else if (depth < 0) {
                    break;
                }
            }
        }
        if (depth != 0) {
            throw BuiltinException.of("unbalanced braces in " + template);
        }
        return places;
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder();
        for (char c : text.toCharArray()) {
            quoted.append("\\.+*?()|[]{}^$".indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return quoted.toString();
    }
}
