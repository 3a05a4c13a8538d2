package io.rego4j.opa.functions.text;

import io.rego4j.opa.builtins.Builtin;
import io.rego4j.opa.builtins.BuiltinContext;
import io.rego4j.opa.builtins.BuiltinException;
import io.rego4j.opa.builtins.Operands;
import io.rego4j.opa.functions.text.SprintfOperand.Form;
import io.rego4j.opa.value.NumberValue;
import io.rego4j.opa.value.StringValue;
import io.rego4j.opa.value.Value;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Go's {@code fmt.Sprintf} ({@code builtinSprintf} in {@code v1/topdown/strings.go}). {@code io.rego4j.internal.go.GoPrintf} is the
 * part that a format without arguments needs.
 */
final class Sprintf {
    private static final int MOST = 1_000_000;

    static final Map<String, Builtin> FUNCTIONS = Map.of("sprintf", Sprintf::sprintf);

    private final BuiltinContext context;
    private final String format;
    private final List<Object> operands;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;
    private boolean reordered;
    private boolean afterIndex;
    private boolean goodIndex;

    private Sprintf(BuiltinContext context, String format, List<Object> operands) {
        this.context = context;
        this.format = format;
        this.operands = operands;
    }

    private static Value sprintf(BuiltinContext context, Value[] operands) throws BuiltinException {
        String format = Operands.string(operands, 1);
        List<Object> values = new ArrayList<>();
        for (Value item : Operands.array(operands, 2)) {
            values.add(operand(item));
        }
        return StringValue.ofParts(format(context, format, values));
    }

    static String format(BuiltinContext context, String format, List<Object> operands) {
        return new Sprintf(context, format, operands).run();
    }

    /** What Go gets for a value: a Long, BigInteger, Double or String. */
    static Object operand(Value value) {
        if (value instanceof StringValue string) {
            return string.text();
        } else if (!(value instanceof NumberValue)) {
            return value.toString();
        }
        NumberValue number = (NumberValue) value;
        String digits = number.toString();
        if (digits.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            double real = number.doubleValue();
            return Double.isFinite(real) ? (Object) real : digits;
        }
        return number.isLong() ? (Object) number.longValue() : new BigInteger(digits);
    }

    private String run() {
        while (at < format.length()) {
            int percent = format.indexOf('%', at);
            if (percent < 0) {
                out.append(format, at, format.length());
                break;
            }
            out.append(format, at, percent);
            at = percent + 1;
            directive();
        }
        if (!reordered && next < operands.size()) {
            out.append("%!(EXTRA ");
            for (int i = next; i < operands.size(); i++) {
                out.append(i > next ? ", " : "")
                        .append(SprintfOperand.type(operands.get(i)))
                        .append('=')
                        .append(SprintfOperand.text(operands.get(i), 'v', Form.PLAIN));
            }
            out.append(')');
        }
        return out.toString();
    }

    private void directive() {
        context.checkDeadline();
        goodIndex = true;
        afterIndex = false;
        int start = at;
        while (at < format.length() && "#0+- ".indexOf(format.charAt(at)) >= 0) {
            at++;
        }
        String flags = format.substring(start, at);
        boolean minus = flags.contains("-");
        boolean zero = flags.contains("0");
        index();
        int width;
        if (is('*')) {
            at++;
            long given = fromOperand();
            if (given == Long.MIN_VALUE) {
                out.append("%!(BADWIDTH)");
            } else if (given < 0) {
                minus = true;
                zero = false;
            }
            width = given == Long.MIN_VALUE ? -1 : (int) Math.abs(given);
            afterIndex = false;
        } else {
            width = number();
            goodIndex &= !(afterIndex && width >= 0);
        }
        int precision = -1;
        if (at + 1 < format.length() && format.charAt(at) == '.') {
            at++;
            goodIndex &= !afterIndex;
            precision = precision();
        }
        if (!afterIndex) {
            index();
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        context.allocate(2L * (Math.max(0, width) + Math.max(0, precision)));
        verb(new Form(
                flags.contains("+"),
                minus,
                flags.contains("#"),
                flags.contains(" "),
                zero,
                width,
                precision,
                false,
                false));
    }

    private int precision() {
        index();
        if (!is('*')) {
            return Math.max(0, number());
        }
        at++;
        afterIndex = false;
        long given = fromOperand();
        if (given < 0) {
            out.append("%!(BADPREC)");
            return -1;
        }
        return (int) given;
    }

    private void verb(Form form) {
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
        } else if (!goodIndex) {
            out.append("%!").appendCodePoint(verb).append("(BADINDEX)");
        } else if (next >= operands.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
        } else {
            boolean value = verb == 'v' || verb == 'w';
            out.append(SprintfOperand.text(operands.get(next++), verb, value ? form.forValue() : form));
        }
    }

    private boolean is(char c) {
        return at < format.length() && format.charAt(at) == c;
    }

    /** An operand's number in brackets. */
    private void index() {
        afterIndex = false;
        if (!is('[')) {
            return;
        }
        reordered = true;
        int open = at;
        int close = format.length() - open < 3 ? -1 : format.indexOf(']', open + 1);
        if (close < 0) {
            goodIndex = false;
            at++;
            return;
        }
        String inside = format.substring(open + 1, close);
        at = close + 1;
        boolean digits =
                !inside.isEmpty() && inside.length() < 8 && inside.chars().allMatch(c -> c >= '0' && c <= '9');
        int index = digits ? Integer.parseInt(inside) - 1 : -1;
        afterIndex = digits;
        if (digits && index >= 0 && index < operands.size()) {
            next = index;
        } else {
            goodIndex = false;
        }
    }

    /** A width or a precision from an operand; the least number if it is none. */
    private long fromOperand() {
        if (next >= operands.size()) {
            return Long.MIN_VALUE;
        }
        Object operand = operands.get(next++);
        return operand instanceof Long number && Math.abs(number) <= MOST ? number : Long.MIN_VALUE;
    }

    /** A width or a precision; -1 if there is none. Go gives up on the rest where it is too large. */
    private int number() {
        int number = -1;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            if (number > MOST) {
                at = format.length();
                return -1;
            }
            number = Math.max(0, number) * 10 + (format.charAt(at++) - '0');
        }
        return number;
    }
}
