package io.rego4j.opa.value;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The fewest decimal digits that tell a binary floating-point number from its neighbours, as Go's {@code Float.Text} with
 * precision -1 finds them: {@code 0.digits * 10^exponent}.
 */
public final class ShortestDigits {
    private static final int EXPONENT_FROM = 6;
    private static final int EXPONENT_BELOW = -4;

    private final boolean negative;
    private final String digits;
    private final int exponent;

    private ShortestDigits(boolean negative, String digits, int exponent) {
        this.negative = negative;
        this.digits = digits;
        this.exponent = exponent;
    }

    static ShortestDigits of(boolean negative, BigInteger mantissa, long exponent, int precision) {
        if (mantissa.signum() == 0) {
            return new ShortestDigits(negative, "", 0);
        }
        ShortestDigits exact = exact(negative, mantissa, exponent);
        // With one bit more than the precision, one unit is half the distance to the neighbours.
        int shift = precision + 1 - mantissa.bitLength();
        BigInteger halves = mantissa.shiftLeft(shift);
        long unit = exponent - shift;
        String lower = exact(negative, halves.subtract(BigInteger.ONE), unit).digits;
        String upper = exact(negative, halves.add(BigInteger.ONE), unit).digits;
        return exact.between(lower, upper, !halves.testBit(1));
    }

    private static ShortestDigits exact(boolean negative, BigInteger mantissa, long exponent) {
        int power = Math.toIntExact(exponent);
        BigDecimal value = power >= 0
                ? new BigDecimal(mantissa.shiftLeft(power))
                : new BigDecimal(mantissa.multiply(BigInteger.valueOf(5).pow(-power)), -power);
        String all = value.unscaledValue().toString();
        return new ShortestDigits(negative, trimmed(all), all.length() - value.scale());
    }

    private static String trimmed(String digits) {
        int end = digits.length();
        while (end > 0 && digits.charAt(end - 1) == '0') {
            end--;
        }
        return digits.substring(0, end);
    }

    /** Digits are taken until both bounds differ; the bounds count themselves if the mantissa is even. */
    private ShortestDigits between(String lower, String upper, boolean inclusive) {
        for (int i = 0; i < digits.length(); i++) {
            char digit = digits.charAt(i);
            char below = at(lower, i);
            char above = at(upper, i);
            boolean down = below != digit || inclusive && i + 1 == lower.length();
            boolean up = digit != above && (inclusive || digit + 1 < above || i + 1 < upper.length());
            if (down && up) {
                return isNearerAbove(i + 1) ? up(i + 1) : down(i + 1);
            } else if (down) {
                return down(i + 1);
            } else if (up) {
                return up(i + 1);
            }
        }
        return this;
    }

    private static char at(String digits, int index) {
        return index < digits.length() ? digits.charAt(index) : '0';
    }

    private boolean isNearerAbove(int count) {
        if (count >= digits.length()) {
            return false;
        } else if (digits.charAt(count) == '5' && count + 1 == digits.length()) {
            return count > 0 && (digits.charAt(count - 1) - '0') % 2 != 0;
        }
        return digits.charAt(count) >= '5';
    }

    private ShortestDigits down(int count) {
        return count >= digits.length()
                ? this
                : new ShortestDigits(negative, trimmed(digits.substring(0, count)), exponent);
    }

    private ShortestDigits up(int count) {
        if (count >= digits.length()) {
            return this;
        }
        int last = count;
        while (last > 0 && digits.charAt(last - 1) == '9') {
            last--;
        }
        return last == 0
                ? new ShortestDigits(negative, "1", exponent + 1)
                : new ShortestDigits(
                        negative, digits.substring(0, last - 1) + (char) (digits.charAt(last - 1) + 1), exponent);
    }

    /** Without an exponent: Go's format {@code 'f'}. */
    public String plain() {
        StringBuilder out = new StringBuilder(negative ? "-" : "");
        out.append(digits, 0, Math.max(0, Math.min(exponent, digits.length())));
        out.append("0".repeat(Math.max(0, exponent - digits.length())));
        out.append(exponent <= 0 ? "0" : "");
        if (digits.length() > exponent) {
            out.append('.')
                    .append("0".repeat(Math.max(0, -exponent)))
                    .append(digits, Math.max(0, exponent), digits.length());
        }
        return out.toString();
    }

    /** With an exponent if it is large or small: Go's format {@code 'g'}. */
    public String general() {
        int power = digits.isEmpty() ? -1 : exponent - 1;
        if (power >= EXPONENT_BELOW && power < EXPONENT_FROM) {
            return plain();
        }
        String size = Integer.toString(Math.abs(power));
        return (negative ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (power < 0 ? "e-" : "e+")
                + (size.length() < 2 ? "0" : "")
                + size;
    }
}
