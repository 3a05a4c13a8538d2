package io.rego4j.opa.functions.text;

import io.rego4j.internal.go.GoText;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/** A float64 as Go's {@code strconv.FormatFloat} writes it. */
final class FloatText {
    private static final int SMALLEST_PLAIN = -4;
    /** From this exponent on the shortest digits have one. */
    private static final int LARGEST_PLAIN = 6;

    private static final int MANTISSA_BITS = 52;

    private FloatText() {}

    /**
     * The text, with a minus sign for negative numbers.
     *
     * @param verb e, f, g, b or x, or the first and the last two in upper case
     * @param precision as Go defines it for the verb; -1 for the fewest digits that tell the number from others
     */
    static String of(double value, char verb, int precision) {
        String sign = Double.doubleToRawLongBits(value) < 0 ? "-" : "";
        BigDecimal size = new BigDecimal(Math.abs(value));
        String digits = switch (verb) {
            case 'e' -> scientific(size, precision);
            case 'f' -> size.setScale(precision, RoundingMode.HALF_EVEN).toPlainString();
            case 'g' -> general(size, value, precision);
            case 'b' -> binary(value);
            case 'x' -> hexadecimal(value, precision);
            default ->
                of(Math.abs(value), Character.toLowerCase(verb), precision).toUpperCase(Locale.ROOT);
        };
        return sign + digits;
    }

    private static String scientific(BigDecimal size, int fraction) {
        BigDecimal digits = size.round(new MathContext(fraction + 1, RoundingMode.HALF_EVEN));
        int exponent = digits.signum() == 0 ? 0 : digits.precision() - digits.scale() - 1;
        String all = digits.unscaledValue().toString();
        all += "0".repeat(Math.max(0, fraction + 1 - all.length()));
        return all.charAt(0) + (fraction == 0 ? "" : "." + all.substring(1, fraction + 1)) + power('e', exponent);
    }

    private static String power(char letter, int exponent) {
        int size = Math.abs(exponent);
        return letter + (exponent < 0 ? "-" : "+") + (size < 10 ? "0" : "") + size;
    }

    /** With an exponent for the very small and the very large. */
    private static String general(BigDecimal size, double value, int precision) {
        if (precision < 0) {
            BigDecimal digits = value == 0 ? BigDecimal.ZERO : GoText.shortest(Math.abs(value));
            int exponent = digits.precision() - digits.scale() - 1;
            return exponent < SMALLEST_PLAIN || exponent >= LARGEST_PLAIN
                    ? scientific(digits, digits.precision() - 1)
                    : digits.toPlainString();
        }
        int wanted = Math.max(1, precision);
        BigDecimal digits =
                size.round(new MathContext(wanted, RoundingMode.HALF_EVEN)).stripTrailingZeros();
        if (digits.signum() == 0) {
            return "0";
        }
        int count = digits.precision();
        int point = count - digits.scale();
        int limit = wanted > count && count >= point ? count : wanted;
        return point - 1 < SMALLEST_PLAIN || point - 1 >= limit
                ? scientific(digits, count - 1)
                : digits.toPlainString();
    }

    /** The whole mantissa and the power of two. */
    private static String binary(double value) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> MANTISSA_BITS) & 0x7FF;
        long fraction = bits & (1L << MANTISSA_BITS) - 1;
        int exponent = Math.max(biased, 1) - 1023 - MANTISSA_BITS;
        return (biased == 0 ? fraction : fraction | 1L << MANTISSA_BITS) + "p" + (exponent < 0 ? "" : "+") + exponent;
    }

    private static String hexadecimal(double value, int precision) {
        if (value == 0) {
            return "0x0" + (precision > 0 ? "." + "0".repeat(precision) : "") + "p+00";
        }
        int exponent = Math.getExponent(value);
        long mantissa = Double.doubleToRawLongBits(value) & (1L << MANTISSA_BITS) - 1 | 1L << MANTISSA_BITS;
        if (exponent < Double.MIN_EXPONENT) {
            mantissa &= (1L << MANTISSA_BITS) - 1;
            exponent = Double.MIN_EXPONENT;
            int shift = Long.numberOfLeadingZeros(mantissa) - (Long.SIZE - MANTISSA_BITS - 1);
            mantissa <<= shift;
            exponent -= shift;
        }
        if (precision >= 0 && precision < 13) {
            int dropped = MANTISSA_BITS - 4 * precision;
            long half = 1L << dropped - 1;
            long rest = mantissa & (1L << dropped) - 1;
            mantissa >>>= dropped;
            mantissa += rest > half || rest == half && (mantissa & 1) == 1 ? 1 : 0;
            mantissa <<= dropped;
            if (mantissa >>> MANTISSA_BITS > 1) {
                mantissa >>>= 1;
                exponent++;
            }
        }
        String fraction = String.format("%013x", mantissa & (1L << MANTISSA_BITS) - 1);
        fraction = precision < 0
                ? fraction.replaceAll("(?<!0)0++$", "")
                : (fraction + "0".repeat(Math.max(0, precision - 13))).substring(0, precision);
        return "0x1" + (fraction.isEmpty() ? "" : "." + fraction) + power('p', exponent);
    }
}
