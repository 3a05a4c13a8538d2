package io.rego4j.opa.wasm;

import io.rego4j.opa.engine.RegoValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An operand of Go's {@code fmt.Sprintf}: an {@code int64}, a {@code *big.Int}, a {@code float64} or a {@code string}. Which
 * of them a Rego number is, its text decides: one with a point or an exponent is a {@code float64}.
 *
 * @param type the name of Go's type
 * @param integer the value of an integer; null for another type
 * @param real the value of a {@code float64}
 * @param string the value of a string
 */
record GoOperand(String type, @Nullable BigInteger integer, double real, String string) {
    private static final String INT = "int64";
    private static final String BIG = "*big.Int";
    private static final String FLOAT = "float64";
    private static final String STRING = "string";
    // From so many digits before the point on, the shortest form has an exponent.
    private static final int MILLION = 6;

    /**
     * Flags, width and precision.
     *
     * @param width the least number of characters; -1 for none
     * @param precision what it means is the verb's affair; -1 for none
     */
    record Form(boolean plus, boolean minus, boolean sharp, boolean space, boolean zero, int width, int precision) {
        static final Form PLAIN = of("", -1, -1);

        static Form of(String flags, int width, int precision) {
            return new Form(
                    flags.contains("+"),
                    flags.contains("-"),
                    flags.contains("#"),
                    flags.contains(" "),
                    flags.contains("0") && !flags.contains("-"),
                    width,
                    precision);
        }

        Form withoutPlus() {
            return new Form(false, minus, sharp, space, zero, width, precision);
        }

        Form withoutZero() {
            return new Form(plus, minus, sharp, space, false, width, precision);
        }

        /** Fills a text up to the width. */
        String pad(String text) {
            int missing = width - text.codePointCount(0, text.length());
            if (missing <= 0) {
                return text;
            }
            return minus ? text + " ".repeat(missing) : (zero ? "0" : " ").repeat(missing) + text;
        }

        String sign(boolean negative) {
            return negative ? "-" : plus ? "+" : space ? " " : "";
        }
    }

    static HostFunction.Unsupported unsupported(String what) {
        return new HostFunction.Unsupported("sprintf with " + what + " is not in this engine");
    }

    /** The operand for a Rego value. */
    static GoOperand of(@Nullable Object value) {
        if (!(value instanceof BigDecimal number)) {
            return new GoOperand(STRING, null, 0, value instanceof String text ? text : RegoValue.write(value));
        }
        String text = RegoValue.number(number);
        if (text.chars().anyMatch(c -> c == '.' || c == 'e' || c == 'E')) {
            double real = Double.parseDouble(text);
            return Double.isFinite(real) ? new GoOperand(FLOAT, null, real, "") : new GoOperand(STRING, null, 0, text);
        }
        BigInteger integer = new BigInteger(text);
        return new GoOperand(integer.bitLength() < 64 ? INT : BIG, integer, 0, "");
    }

    /** The operand as a verb writes it. */
    String text(int verb, Form form) {
        if (verb == 'T' || verb == 'p' || verb == 'w' || (verb == 'v' && form.sharp)) {
            throw unsupported("\"" + Character.toString(verb) + "\" and such flags");
        } else if (type.equals(BIG)) {
            return bigText(verb, form);
        }
        // "+v" asks for more detail, which none of these types has, and not for a sign.
        Form plain = verb == 'v' ? form.withoutPlus() : form;
        if (type.equals(INT)) {
            return intText(verb, plain);
        }
        return type.equals(FLOAT) ? floatText(verb, plain) : stringText(verb, plain);
    }

    /** The verb does not go with the type. */
    private String bad(int verb, Form form) {
        String value;
        switch (type) {
            case INT -> value = intText('v', form);
            case FLOAT -> value = floatText('v', form);
            default -> value = stringText('v', form);
        }
        return "%!" + Character.toString(verb) + "(" + type + "=" + value + ")";
    }

    private BigInteger value() {
        return integer == null ? BigInteger.ZERO : integer;
    }

    private String intText(int verb, Form form) {
        switch (verb) {
            case 'v', 'd':
                return integer(10, "", form);
            case 'b':
                return integer(2, "0b", form);
            case 'o':
                return integer(8, "0", form);
            case 'O':
                return integer(8, "0o", form);
            case 'x':
                return integer(16, "0x", form);
            case 'X':
                return integer(16, "0X", form).toUpperCase(Locale.ROOT);
            case 'c', 'q':
                int c = value().signum() < 0 || value().bitLength() > 31 ? -1 : value().intValue();
                if (c < ' ' || c > '~') {
                    throw unsupported("a character outside of ASCII");
                }
                String character = Character.toString(c);
                return form.pad(verb == 'c' ? character : "'" + ("'\\".indexOf(c) < 0 ? "" : "\\") + character + "'");
            case 'U':
                if (form.sharp || form.precision >= 0 || value().signum() < 0) {
                    throw unsupported("such flags of \"U\"");
                }
                String hex = value().toString(16).toUpperCase(Locale.ROOT);
                return form.withoutZero().pad("U+" + "0".repeat(Math.max(0, 4 - hex.length())) + hex);
            default:
                return bad(verb, form);
        }
    }

    /** A precision is the least number of digits; zeros may fill the width only without one. */
    private String integer(int base, String prefix, Form form) {
        if (form.precision == 0 && value().signum() == 0) {
            return form.withoutZero().pad("");
        }
        String sign = form.sign(value().signum() < 0);
        int least = form.precision >= 0 ? form.precision : form.zero ? form.width - sign.length() : 0;
        String digits = value().abs().toString(base);
        digits = "0".repeat(Math.max(0, least - digits.length())) + digits;
        boolean octal = prefix.equals("0");
        if (prefix.equals("0o") || (form.sharp && !(octal && digits.startsWith("0")))) {
            // "#" puts a prefix before "O" as well: its zero, and then the prefix of the verb.
            digits = (prefix.equals("0o") && form.sharp && !digits.startsWith("0") ? "0o0" : prefix) + digits;
        }
        return form.withoutZero().pad(sign + digits);
    }

    /** Large integers have a formatter of their own in Go, which treats zeros and prefixes otherwise. */
    private String bigText(int verb, Form form) {
        int base;
        switch (verb) {
            case 'v', 'd', 's' -> base = 10;
            case 'b' -> base = 2;
            case 'o', 'O' -> base = 8;
            case 'x', 'X' -> base = 16;
            default -> {
                return "%!" + Character.toString(verb) + "(big.Int=" + value() + ")";
            }
        }
        String prefix = verb == 'O' ? "0o" : "";
        if (form.sharp && base != 10) {
            prefix = base == 2 ? "0b" : base == 16 ? "0" + Character.toString(verb) : prefix.isEmpty() ? "0" : prefix;
        }
        String digits = value().abs().toString(base);
        digits = verb == 'X' ? digits.toUpperCase(Locale.ROOT) : digits;
        String sign = form.sign(value().signum() < 0);
        int zeros = Math.max(0, form.precision - digits.length());
        if (form.zero && form.precision < 0) {
            zeros = Math.max(0, form.width - sign.length() - prefix.length() - digits.length());
        }
        return form.withoutZero().pad(sign + prefix + "0".repeat(zeros) + digits);
    }

    private String stringText(int verb, Form form) {
        byte[] bytes = string.getBytes(StandardCharsets.UTF_8);
        switch (verb) {
            case 'v', 's':
                return form.pad(cut(form));
            case 'x', 'X':
                if (form.space || form.sharp) {
                    throw unsupported("such flags of \"x\"");
                }
                int length = form.precision < 0 ? bytes.length : Math.min(form.precision, bytes.length);
                String hex = HexFormat.of().formatHex(bytes, 0, length);
                return form.pad(verb == 'x' ? hex : hex.toUpperCase(Locale.ROOT));
            case 'q':
                String shown = cut(form);
                if (form.sharp || !shown.chars().allMatch(c -> c >= ' ' && c <= '~')) {
                    throw unsupported("a quoted text outside of ASCII");
                }
                return form.pad("\"" + shown.replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
            default:
                return bad(verb, form);
        }
    }

    private String cut(Form form) {
        return form.precision < 0 || form.precision >= string.codePointCount(0, string.length())
                ? string
                : string.substring(0, string.offsetByCodePoints(0, form.precision));
    }

    private String floatText(int verb, Form form) {
        String digits;
        BigDecimal magnitude = new BigDecimal(real).abs();
        switch (verb) {
            case 'v', 'g', 'G' -> digits = general(magnitude, form.precision);
            case 'e', 'E' -> digits = scientific(magnitude, form.precision < 0 ? 6 : form.precision);
            case 'f', 'F' ->
                digits = magnitude
                        .setScale(form.precision < 0 ? 6 : form.precision, RoundingMode.HALF_EVEN)
                        .toPlainString();
            case 'b', 'x', 'X' -> throw unsupported("a number in binary");
            default -> {
                return bad(verb, form);
            }
        }
        if (form.sharp) {
            throw unsupported("\"#\" before a number with a fraction");
        }
        digits = verb == 'E' || verb == 'G' ? digits.toUpperCase(Locale.ROOT) : digits;
        // The sign bit counts: there is a negative zero.
        String sign = form.sign(Double.doubleToRawLongBits(real) < 0);
        if (form.zero) {
            return sign + "0".repeat(Math.max(0, form.width - sign.length() - digits.length())) + digits;
        }
        return form.pad(sign + digits);
    }

    private static String scientific(BigDecimal magnitude, int fraction) {
        BigDecimal digits = magnitude.round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        String unscaled = digits.unscaledValue().toString();
        unscaled += "0".repeat(Math.max(0, fraction + 1 - unscaled.length()));
        return unscaled.charAt(0) + (fraction == 0 ? "" : "." + unscaled.substring(1, fraction + 1)) + power(exponent);
    }

    private static String power(int exponent) {
        int size = Math.abs(exponent);
        return (exponent < 0 ? "e-" : "e+") + (size < 10 ? "0" : "") + size;
    }

    /** With an exponent for the very small and the very large; the shortest digits where no precision is given. */
    private String general(BigDecimal magnitude, int precision) {
        BigDecimal digits = precision < 0
                ? shortest()
                : magnitude
                        .round(new MathContext(Math.max(1, precision), RoundingMode.HALF_EVEN))
                        .stripTrailingZeros();
        if (digits.signum() == 0) {
            return "0";
        }
        int count = digits.precision();
        int point = count - digits.scale();
        int limit = precision < 0 ? MILLION : Math.max(1, precision);
        if (precision >= 0 && limit > count && count >= point) {
            limit = count;
        }
        return point - 1 < -4 || point - 1 >= limit ? scientific(digits, count - 1) : digits.toPlainString();
    }

    /** The fewest digits that read as the same number. */
    private BigDecimal shortest() {
        // Java finds them since 19; before, it may find one digit too many.
        BigDecimal digits = new BigDecimal(Double.toString(Math.abs(real))).stripTrailingZeros();
        BigDecimal exact = new BigDecimal(real).abs();
        for (int precision = 1; precision < digits.precision(); precision++) {
            BigDecimal shorter = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
            if (shorter.doubleValue() == Math.abs(real)) {
                return shorter.stripTrailingZeros();
            }
        }
        return digits;
    }
}
