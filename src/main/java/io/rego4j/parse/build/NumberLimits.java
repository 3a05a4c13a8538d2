package io.rego4j.parse.build;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * The limits that OPA sets to numbers. It reads each as a binary float of 64 bits of precision, which Go can do for
 * exponents of 32 bits only, and then refuses those whose binary exponent is beyond a limit of its own. Values that are
 * too near to zero for Go become zero there, and zero is no problem.
 */
final class NumberLimits {
    /** OPA's error for a number. */
    enum Verdict {
        FINE,
        TOO_BIG,
        NO_FLOAT
    }

    /** OPA refuses numbers beyond this power of two, either way. */
    private static final int MAX_EXPONENT = 100_000;

    /** Go refuses exponents beyond these, and takes values below the smaller one for zero. */
    private static final double GO_MAX_EXPONENT = Integer.MAX_VALUE;

    private static final double GO_MIN_EXPONENT = Integer.MIN_VALUE;
    private static final double BITS_PER_DIGIT = Math.log(10) / Math.log(2);

    /** With fewer digits than this, and no exponent, no number comes near the limit. */
    private static final int FEW_DIGITS = 30_000;

    /** So many leading digits fit into a long. */
    private static final int LEADING_DIGITS = 18;

    /** How many bits an estimate may be off. */
    private static final double DOUBT = 0.001;

    private static final int PRECISION = 64;

    private NumberLimits() {}

    /** OPA's error for a number without sign, which may start with a dot. */
    static Verdict check(String text) {
        int exponentAt = Math.max(text.indexOf('e'), text.indexOf('E'));
        if (exponentAt < 0 && text.length() < FEW_DIGITS) {
            return Verdict.FINE;
        }
        String mantissa = exponentAt < 0 ? text : text.substring(0, exponentAt);
        long exponent;
        try {
            exponent = exponentAt < 0 ? 0 : Long.parseLong(text.substring(exponentAt + 1));
        } catch (NumberFormatException e) {
            return Verdict.NO_FLOAT;
        }
        int dot = mantissa.indexOf('.');
        long power = dot < 0 ? 0 : dot + 1 - mantissa.length();
        double bits = bits(dot < 0 ? mantissa : mantissa.substring(0, dot) + mantissa.substring(dot + 1));
        if (bits == Double.NEGATIVE_INFINITY) {
            return Verdict.FINE;
        }
        double scaled = Math.floor(bits) + 1 + power + (double) exponent;
        if (scaled > GO_MAX_EXPONENT || scaled < GO_MIN_EXPONENT) {
            return Verdict.NO_FLOAT;
        }
        double magnitude = bits + (power + exponent) * BITS_PER_DIGIT;
        boolean zero = magnitude < GO_MIN_EXPONENT - 1;
        return !zero && isBeyondLimit(text, magnitude) ? Verdict.TOO_BIG : Verdict.FINE;
    }

    /** The binary logarithm of an integer; negative infinity for zero. */
    private static double bits(String digits) {
        int first = 0;
        while (first < digits.length() && digits.charAt(first) == '0') {
            first++;
        }
        int last = Math.min(digits.length(), first + LEADING_DIGITS);
        if (first == last) {
            return Double.NEGATIVE_INFINITY;
        }
        double leading = Long.parseLong(digits.substring(first, last));
        int whole = Math.getExponent(leading);
        double part = Math.log(Math.scalb(leading, -whole)) / Math.log(2);
        return whole + part + (digits.length() - last) * BITS_PER_DIGIT;
    }

    /** True if a number of about this binary logarithm, rounded as OPA rounds it, has an exponent beyond the limit. */
    private static boolean isBeyondLimit(String text, double magnitude) {
        double above = magnitude - MAX_EXPONENT;
        double below = -(MAX_EXPONENT + 1) - magnitude;
        if (Math.abs(above) > DOUBT && Math.abs(below) > DOUBT) {
            return above > 0 || below > 0;
        }
        BigDecimal value = new BigDecimal(text);
        // What is nearer to the next power of two than half of the last bit is rounded to it.
        BigDecimal nearOne = new BigDecimal(BigInteger.TWO.pow(PRECISION + 1).subtract(BigInteger.ONE));
        if (Math.abs(above) <= DOUBT) {
            BigInteger unit = BigInteger.TWO.pow(MAX_EXPONENT - PRECISION - 1);
            return value.compareTo(nearOne.multiply(new BigDecimal(unit))) >= 0;
        }
        BigInteger scale = BigInteger.TWO.pow(MAX_EXPONENT + 1 + PRECISION + 1);
        return value.multiply(new BigDecimal(scale)).compareTo(nearOne) < 0;
    }
}
