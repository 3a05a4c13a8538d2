package io.rego4j.opa;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Go's {@code fmt.Sprintf} for the values that OPA's {@code sprintf} hands to it: integers, floating-point numbers,
 * strings, and the text of all else. What is not covered here is an error and never another text.
 */
final class GoFormat {
    private final String format;
    private final List<?> operands;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int next;

    private GoFormat(String format, List<?> operands) {
        this.format = format;
        this.operands = operands;
    }

    static String format(String format, List<?> operands) {
        return new GoFormat(format, operands).run();
    }

    private String run() {
        while (at < format.length()) {
            char c = format.charAt(at++);
            if (c == '%') {
                directive();
            } else {
                out.append(c);
            }
        }
        if (next < operands.size()) {
            out.append("%!(EXTRA ");
            for (int i = next; i < operands.size(); i++) {
                Object operand = operands.get(i);
                out.append(i > next ? ", " : "")
                        .append(type(operand))
                        .append('=')
                        .append(plain(operand));
            }
            out.append(')');
        }
        return out.toString();
    }

    private void directive() {
        int start = at;
        boolean minus = false;
        boolean zero = false;
        boolean plus = false;
        while (at < format.length() && "+-# 0".indexOf(format.charAt(at)) >= 0) {
            char flag = format.charAt(at++);
            minus |= flag == '-';
            zero |= flag == '0';
            plus |= flag == '+';
            require(flag != '#' && flag != ' ', start);
        }
        int width = digits();
        int precision = -1;
        if (at < format.length() && format.charAt(at) == '.') {
            at++;
            precision = Math.max(0, digits());
        }
        if (at >= format.length()) {
            out.append("%!(NOVERB)");
            return;
        }
        int verb = format.codePointAt(at);
        at += Character.charCount(verb);
        if (verb == '%') {
            out.append('%');
            return;
        }
        require(verb != '[' && verb != '*', start);
        if (next >= operands.size()) {
            out.append("%!").appendCodePoint(verb).append("(MISSING)");
            return;
        }
        Object operand = operands.get(next++);
        boolean number = operand instanceof BigDecimal;
        String text = text(verb, operand, precision, plus, start);
        pad(text, width, minus, zero && !minus && (number || !isStringVerb(verb)));
    }

    private static boolean isStringVerb(int verb) {
        return verb == 's' || verb == 'v' || verb == 'q';
    }

    private int digits() {
        int start = at;
        while (at < format.length() && format.charAt(at) >= '0' && format.charAt(at) <= '9') {
            at++;
        }
        require(at - start < 7, start);
        return start == at ? -1 : Integer.parseInt(format.substring(start, at));
    }

    private void require(boolean covered, int start) {
        if (!covered) {
            throw new HostFunction.Unsupported("sprintf with \"%"
                    + format.substring(start, Math.min(format.length(), at + 1)) + "\" is not in this engine");
        }
    }

    private void pad(String text, int width, boolean left, boolean zeros) {
        int missing = width - text.codePointCount(0, text.length());
        if (missing <= 0) {
            out.append(text);
        } else if (left) {
            out.append(text).append(" ".repeat(missing));
        } else if (zeros && (text.startsWith("-") || text.startsWith("+"))) {
            out.append(text.charAt(0)).append("0".repeat(missing)).append(text, 1, text.length());
        } else {
            out.append((zeros ? "0" : " ").repeat(missing)).append(text);
        }
    }

    private String text(int verb, @Nullable Object operand, int precision, boolean plus, int start) {
        if (operand instanceof BigDecimal number) {
            BigInteger integer = integer(number);
            String text = integer != null
                    ? ofInteger(verb, integer, precision, start)
                    : ofFloat(verb, number, precision, start);
            return plus && number.signum() >= 0 && !text.startsWith("%!") ? "+" + text : text;
        }
        require(!plus, start);
        String text = operand instanceof String string ? string : RegoValue.write(operand);
        switch (verb) {
            case 'v', 's':
                return precision < 0 || precision >= text.codePointCount(0, text.length())
                        ? text
                        : text.substring(0, text.offsetByCodePoints(0, precision));
            case 'q':
                require(text.chars().allMatch(c -> c >= ' ' && c < 127) && precision < 0, start);
                return Json.quote(text);
            case 'd':
                return "%!d(string=" + text + ")";
            default:
                require(false, start);
                return "";
        }
    }

    private String ofInteger(int verb, BigInteger number, int precision, int start) {
        require(precision < 0, start);
        switch (verb) {
            case 'v', 'd':
                return number.toString();
            case 'b':
                return number.toString(2);
            case 'o':
                return number.toString(8);
            case 'x':
                return number.toString(16);
            case 'X':
                return number.toString(16).toUpperCase(Locale.ROOT);
            case 's':
                require(isInt(number), start);
                return "%!s(int=" + number + ")";
            default:
                require(false, start);
                return "";
        }
    }

    private String ofFloat(int verb, BigDecimal number, int precision, int start) {
        double value = number.doubleValue();
        require(Double.isFinite(value), start);
        switch (verb) {
            case 'v':
                require(precision < 0, start);
                return shortest(value, 21);
            case 'g':
                require(precision < 0, start);
                return shortest(value, 21);
            case 'f':
                return new BigDecimal(value)
                        .setScale(precision < 0 ? 6 : precision, java.math.RoundingMode.HALF_EVEN)
                        .toPlainString();
            case 's':
                return "%!s(float64=" + shortest(value, 21) + ")";
            case 'd':
                return "%!d(float64=" + shortest(value, 21) + ")";
            default:
                require(false, start);
                return "";
        }
    }

    private static @Nullable BigInteger integer(BigDecimal number) {
        return number.scale() <= 0 && number.precision() - number.scale() < 400 ? number.toBigIntegerExact() : null;
    }

    private static boolean isInt(BigInteger number) {
        return number.bitLength() < 64;
    }

    /** The shortest text that reads as the same number, with an exponent for the very small and the very large. */
    private static String shortest(double value, int large) {
        // Java finds the shortest digits since 19; before, it may find one digit too many.
        BigDecimal digits = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        for (int precision = 1; precision < digits.precision(); precision++) {
            BigDecimal shorter = new BigDecimal(value).round(new java.math.MathContext(precision));
            if (shorter.doubleValue() == value) {
                digits = shorter.stripTrailingZeros();
                break;
            }
        }
        int exponent = digits.precision() - digits.scale() - 1;
        if (exponent >= -4 && exponent < large) {
            return digits.toPlainString();
        }
        String unscaled = digits.unscaledValue().abs().toString();
        String mantissa = unscaled.length() == 1 ? unscaled : unscaled.charAt(0) + "." + unscaled.substring(1);
        int size = Math.abs(exponent);
        return (value < 0 ? "-" : "") + mantissa + (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    private static String type(@Nullable Object operand) {
        if (operand instanceof BigDecimal number) {
            BigInteger integer = integer(number);
            return integer == null ? "float64" : isInt(integer) ? "int" : "*big.Int";
        }
        return "string";
    }

    private static String plain(@Nullable Object operand) {
        if (operand instanceof BigDecimal number) {
            BigInteger integer = integer(number);
            return integer != null ? integer.toString() : shortest(number.doubleValue(), 21);
        }
        return operand instanceof String string ? string : RegoValue.write(operand);
    }
}
