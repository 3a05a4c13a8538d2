package io.rego4j.opa.functions.text;

import io.rego4j.internal.yaml.YamlScalar;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.EvaluationException;
import io.rego4j.opa.value.ArrayValue;
import io.rego4j.opa.value.JsonText;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.ObjectValue;
import io.rego4j.opa.value.SetValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Values as {@code go.yaml.in/yaml/v3} writes them, with two spaces a level. */
final class YamlWriter {
    private static final int LONGEST_KEY = 128;
    private static final Pattern BASE_60 = Pattern.compile("[-+]?[0-9][0-9_]*+(?::[0-5]?[0-9])++(?:\\.[0-9_]*)?");
    private static final Pattern OLD_BOOLEAN = Pattern.compile("y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF");
    private static final String ESCAPED = "\0\u0007\b\t\n\u000B\f\r\u001B\"\\\u0085\u00A0\u2028\u2029";
    private static final String LETTERS = "0abtnvfre\"\\N_LP";
    private static final BigInteger LARGEST = BigInteger.TWO.pow(64);

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Value value) throws BuiltinException {
        // OPA reads the value's JSON as YAML first, in which some characters must not be.
        if (JsonText.of(value).codePoints().anyMatch(YamlWriter::isControl)) {
            throw BuiltinException.of("yaml: control characters are not allowed");
        }
        YamlWriter writer = new YamlWriter();
        writer.node(value, 0, true);
        return writer.out.toString();
    }

    private static boolean isControl(int c) {
        return c >= 0x7F && c < 0xA0 && c != 0x85 || c == 0xFFFE || c == 0xFFFF;
    }

    /**
     * A value with the line feed behind it.
     *
     * @param inLine true if the place is at the beginning of a line, or behind a dash
     */
    private void node(Value value, int indent, boolean inLine) {
        List<Value> items = items(value);
        if (items != null && !items.isEmpty()) {
            sequence(items, indent, inLine);
        } else if (value instanceof ObjectValue object && object.size() > 0) {
            mapping(object, indent, inLine);
        } else {
            out.append(inLine ? "" : " ");
            if (items != null) {
                out.append("[]\n");
            } else if (value instanceof ObjectValue) {
                out.append("{}\n");
            } else if (value instanceof StringValue string) {
                out.append(string(string.text(), Math.max(indent, 2))).append('\n');
            } else if (value instanceof NumberValue number) {
                out.append(number(number)).append('\n');
            } else {
                out.append(value).append('\n');
            }
        }
    }

    private static @Nullable List<Value> items(Value value) {
        if (value instanceof ArrayValue array) {
            return array.toList();
        }
        return value instanceof SetValue set ? set.toArray().toList() : null;
    }

    private void sequence(List<Value> items, int indent, boolean inLine) {
        boolean first = inLine;
        out.append(inLine ? "" : "\n");
        for (Value item : items) {
            out.append(first ? "" : " ".repeat(indent)).append("- ");
            first = false;
            node(item, indent + 2, true);
        }
    }

    private void mapping(ObjectValue object, int indent, boolean inLine) {
        Map<String, Value> members = new HashMap<>();
        object.forEach((key, value) -> members.put(JsonText.key(key), value));
        List<Map.Entry<String, Value>> sorted = new ArrayList<>(members.entrySet());
        sorted.sort(Map.Entry.comparingByKey(YamlWriter::compareKeys));
        boolean first = inLine;
        out.append(inLine ? "" : "\n");
        for (Map.Entry<String, Value> member : sorted) {
            String key = member.getKey();
            if (key.codePoints().anyMatch(c -> c == '\n' || c == 0x85 || c == 0x2028 || c == 0x2029)
                    || StringValue.ofParts(key).bytes().length > LONGEST_KEY) {
                throw new EvaluationException(
                        EvaluationException.UNSUPPORTED,
                        "yaml.marshal of a long key, or one of several lines, is not in this engine");
            }
            out.append(first ? "" : " ".repeat(indent))
                    .append(string(key, indent))
                    .append(':');
            first = false;
            node(member.getValue(), indent + 2, false);
        }
    }

    /** The order of keys: letters by character, numbers by value ({@code keyList} in {@code go.yaml.in/yaml/v3}). */
    private static int compareKeys(String left, String right) {
        int[] a = Bytes.runes(left).codePoints().toArray();
        int[] b = Bytes.runes(right).codePoints().toArray();
        boolean digits = false;
        for (int i = 0; i < a.length && i < b.length; i++) {
            if (a[i] == b[i]) {
                digits = Character.isDigit(a[i]);
                continue;
            }
            boolean letterA = Character.isLetter(a[i]);
            boolean letterB = Character.isLetter(b[i]);
            if (letterA && letterB) {
                return Integer.compare(a[i], b[i]);
            } else if (letterA || letterB) {
                return (digits ? letterA : letterB) ? -1 : 1;
            }
            return compareNumbers(a, b, i);
        }
        return Integer.compare(a.length, b.length);
    }

    private static int compareNumbers(int[] a, int[] b, int at) {
        long start = 0;
        if (a[at] == '0' || b[at] == '0') {
            for (int i = at - 1; i >= 0 && Character.isDigit(a[i]); i--) {
                if (a[i] != '0') {
                    start = 1;
                    break;
                }
            }
        }
        long numberA = start;
        long numberB = start;
        int endA = at;
        int endB = at;
        for (; endA < a.length && Character.isDigit(a[endA]); endA++) {
            numberA = numberA * 10 + (a[endA] - '0');
        }
        for (; endB < b.length && Character.isDigit(b[endB]); endB++) {
            numberB = numberB * 10 + (b[endB] - '0');
        }
        if (numberA != numberB) {
            return Long.compare(numberA, numberB);
        }
        return endA != endB ? Integer.compare(endA, endB) : Integer.compare(a[at], b[at]);
    }

    private static String number(NumberValue number) {
        String digits = number.toString();
        if (digits.startsWith("-") && number.doubleValue() == 0) {
            return "-0";
        }
        boolean whole = digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        if (whole) {
            BigInteger value = new BigInteger(digits);
            boolean fits = value.signum() < 0 ? value.bitLength() < Long.SIZE : value.compareTo(LARGEST) < 0;
            if (fits) {
                return value.toString();
            }
        }
        return FloatText.of(number.doubleValue(), 'g', -1);
    }

    private static String string(String text, int indent) {
        if (Bytes.hasLoneBytes(text)) {
            return string(Bytes.runes(text), indent);
        }
        Shape shape = Shape.of(text);
        if (text.indexOf('\n') >= 0) {
            return shape.literal ? literal(text, indent) : doubleQuoted(text);
        } else if (!isString(text)) {
            return doubleQuoted(text);
        } else if (shape.plain) {
            return text;
        }
        return shape.single ? "'" + text.replace("'", "''") + "'" : doubleQuoted(text);
    }

    private static boolean isString(String text) {
        return !text.equals("<<")
                && YamlScalar.resolve("", text).tag().equals(YamlScalar.STR)
                && !BASE_60.matcher(text).matches()
                && !OLD_BOOLEAN.matcher(text).matches();
    }

    /** In which ways a string can be written. */
    private record Shape(boolean plain, boolean single, boolean literal) {
        static Shape of(String text) {
            boolean special = false;
            boolean spaceBeforeBreak = false;
            boolean breakBeforeSpace = false;
            boolean tab = false;
            boolean indicator = text.startsWith("---") || text.startsWith("...");
            int[] runes = text.codePoints().toArray();
            for (int i = 0; i < runes.length; i++) {
                int c = runes[i];
                int next = i + 1 < runes.length ? runes[i + 1] : ' ';
                boolean spaceNext = next == ' ' || next == '\t' || isBreak(next);
                boolean spaceBefore = i == 0 || runes[i - 1] == ' ' || runes[i - 1] == '\t' || isBreak(runes[i - 1]);
                indicator |= i == 0 && "#,[]{}&*!|>'\"%@`".indexOf(c) >= 0
                        || i == 0 && "?:-".indexOf(c) >= 0 && spaceNext
                        || i > 0 && c == ':' && spaceNext
                        || i > 0 && c == '#' && spaceBefore;
                special |= !isPrintable(c);
                tab |= c == '\t';
                spaceBeforeBreak |= c == ' ' && isBreak(next) && i + 1 < runes.length;
                breakBeforeSpace |= isBreak(c) && next == ' ' && i + 1 < runes.length;
            }
            int last = runes.length == 0 ? 'x' : runes[runes.length - 1];
            int first = runes.length == 0 ? 'x' : runes[0];
            boolean edges = first == ' ' || last == ' ' || isBreak(first) || isBreak(last);
            boolean breaks = text.codePoints().anyMatch(Shape::isBreak);
            boolean plain =
                    !indicator && !special && !tab && !spaceBeforeBreak && !breakBeforeSpace && !edges && !breaks;
            return new Shape(
                    plain,
                    !special && !tab && !spaceBeforeBreak && !breakBeforeSpace,
                    !special && !spaceBeforeBreak && last != ' ');
        }

        private static boolean isBreak(int c) {
            return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
        }

        private static boolean isPrintable(int c) {
            return c == '\n'
                    || c == '\t'
                    || c >= ' ' && c <= '~'
                    || c == 0x85
                    || c >= 0xA0 && c < 0xFFFE && c != 0xFEFF;
        }
    }

    private static String literal(String text, int indent) {
        StringBuilder written = new StringBuilder("|");
        if (text.startsWith(" ") || text.startsWith("\n")) {
            written.append('2');
        }
        if (!text.endsWith("\n")) {
            written.append('-');
        } else if (text.length() == 1 || text.endsWith("\n\n")) {
            written.append('+');
        }
        String body = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
        for (String line : body.split("\n", -1)) {
            written.append('\n')
                    .append(line.isEmpty() ? "" : " ".repeat(indent))
                    .append(line);
        }
        return written.toString();
    }

    private static String doubleQuoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        // OPA's library looks for the mark at the beginning, whichever character it writes.
        boolean isMarked = text.startsWith("\ufeff");
        text.codePoints().forEach(c -> {
            int known = ESCAPED.indexOf(c);
            if (known >= 0) {
                quoted.append('\\').append(LETTERS.charAt(known));
            } else if (!isMarked && Shape.isPrintable(c)) {
                quoted.appendCodePoint(c);
            } else {
                quoted.append(String.format(c <= 0xFF ? "\\x%02X" : c <= 0xFFFF ? "\\u%04X" : "\\U%08X", c));
            }
        });
        return quoted.append('"').toString();
    }
}
