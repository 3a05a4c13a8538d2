package io.rego4j.opa.value;

import java.math.BigInteger;

/**
 * A binary floating-point number as Go's {@code big.Float} is one: a sign, a mantissa of {@code precision} bits, an
 * exponent; rounded to nearest, ties to even. OPA computes with these, of 64 bits for what was read from a text, so that
 * {@code 3 * 1.1} is {@code 3.3000000000000000002}. Immutable.
 */
public final class BigFloat implements Comparable<BigFloat> {
    /** The precision of a number that was read from a text. */
    public static final int DEFAULT_PRECISION = 64;

    private static final int EXACT_POWER_OF_FIVE = 27;

    private final boolean negative;
    /** Of at most {@code precision} bits; zero for both zeros. */
    private final BigInteger mantissa;

    private final long exponent;
    private final int precision;

    private BigFloat(boolean negative, BigInteger mantissa, long exponent, int precision) {
        this.negative = negative;
        this.mantissa = mantissa;
        this.exponent = exponent;
        this.precision = precision;
    }

    /** The number {@code mantissa * 2^exponent}, rounded; {@code sticky} tells that it is a little more than that. */
    private static BigFloat rounded(
            boolean negative, BigInteger mantissa, long exponent, int precision, boolean sticky) {
        int excess = mantissa.bitLength() - precision;
        if (excess <= 0) {
            return new BigFloat(negative, mantissa, exponent, precision);
        }
        BigInteger kept = mantissa.shiftRight(excess);
        boolean half = mantissa.testBit(excess - 1);
        boolean more = sticky || mantissa.getLowestSetBit() < excess - 1;
        if (half && (more || kept.testBit(0))) {
            kept = kept.add(BigInteger.ONE);
        }
        if (kept.bitLength() > precision) {
            kept = kept.shiftRight(1);
            excess++;
        }
        return new BigFloat(negative, kept, exponent + excess, precision);
    }

    /** A number's value, of 64 bits (OPA's {@code NumberToFloat}). */
    public static BigFloat of(NumberValue number) {
        return parse(number.toString(), DEFAULT_PRECISION);
    }

    /** An integer's value; it has as many bits as that needs, and at least 64 ({@code SetInt} on a new Float). */
    public static BigFloat of(BigInteger value) {
        int precision = Math.max(value.bitLength(), DEFAULT_PRECISION);
        return new BigFloat(value.signum() < 0, value.abs(), 0, precision);
    }

    /** The exact value of a float64, of 53 bits ({@code NewFloat}). */
    public static BigFloat of(double value) {
        long bits = Double.doubleToLongBits(Math.abs(value));
        int biased = (int) (bits >>> 52);
        long fraction = bits & ((1L << 52) - 1);
        long whole = biased == 0 ? fraction : fraction | 1L << 52;
        return new BigFloat(
                Double.doubleToRawLongBits(value) < 0, BigInteger.valueOf(whole), Math.max(biased, 1) - 1075, 53);
    }

    /**
     * The value of a decimal text, as {@code Float.SetString} finds it.
     *
     * @throws NumberFormatException if it is none
     */
    public static BigFloat parse(String text, int precision) {
        Decimal decimal = Decimal.of(text);
        BigFloat whole = new BigFloat(decimal.negative, decimal.digits, decimal.exponent, precision);
        if (decimal.digits.signum() == 0) {
            return new BigFloat(decimal.negative, BigInteger.ZERO, 0, precision);
        } else if (decimal.exponent == 0) {
            return rounded(decimal.negative, decimal.digits, 0, precision, false);
        }
        BigFloat power = powerOfFive(Math.abs(decimal.exponent), precision + 64);
        return decimal.exponent < 0 ? whole.quotient(power, precision) : whole.product(power, precision);
    }

    /** Go multiplies up a rounded power, so large ones are not the nearest: the digits of 1e100 depend on it. */
    private static BigFloat powerOfFive(long exponent, int precision) {
        BigInteger five = BigInteger.valueOf(5);
        if (exponent <= EXACT_POWER_OF_FIVE) {
            return new BigFloat(false, five.pow((int) exponent), 0, precision);
        }
        BigFloat power = new BigFloat(false, five.pow(EXACT_POWER_OF_FIVE), 0, precision);
        BigFloat factor = new BigFloat(false, five, 0, precision + 64);
        for (long left = exponent - EXACT_POWER_OF_FIVE; left > 0; left >>= 1) {
            if ((left & 1) != 0) {
                power = power.product(factor, precision);
            }
            factor = factor.product(factor, precision + 64);
        }
        return power;
    }

    /** True if a number's binary exponent is not beyond the limit in either direction. */
    static boolean isInRange(String text, int limit) {
        Decimal decimal = Decimal.of(text);
        if (Math.abs(decimal.exponent) > limit) {
            return decimal.digits.signum() == 0;
        }
        return parse(text, DEFAULT_PRECISION).magnitude() <= limit;
    }

    /** How far its binary exponent is from zero, in either direction; 0 for zero. */
    public long magnitude() {
        return isZero() ? 0 : Math.abs(exponent + mantissa.bitLength());
    }

    public BigFloat add(BigFloat other) {
        int bits = Math.max(precision, other.precision);
        long low = Math.min(exponent, other.exponent);
        if (isZero() || other.isZero()) {
            if (isZero() && other.isZero()) {
                return new BigFloat(negative && other.negative, BigInteger.ZERO, 0, bits);
            }
            BigFloat one = isZero() ? other : this;
            return rounded(one.negative, one.mantissa, one.exponent, bits, false);
        }
        BigInteger sum = signed(low).add(other.signed(low));
        return rounded(sum.signum() < 0, sum.abs(), low, bits, false);
    }

    private BigInteger signed(long low) {
        BigInteger shifted = mantissa.shiftLeft(Math.toIntExact(exponent - low));
        return negative ? shifted.negate() : shifted;
    }

    public BigFloat subtract(BigFloat other) {
        return add(other.negate());
    }

    public BigFloat multiply(BigFloat other) {
        return product(other, Math.max(precision, other.precision));
    }

    /** The product, rounded to as many bits as this number has, whatever the other has. */
    public BigFloat multiplyKeepingPrecision(BigFloat other) {
        return product(other, precision);
    }

    private BigFloat product(BigFloat other, int bits) {
        return rounded(
                negative != other.negative,
                mantissa.multiply(other.mantissa),
                isZero() || other.isZero() ? 0 : exponent + other.exponent,
                bits,
                false);
    }

    /**
     * The quotient.
     *
     * @throws ArithmeticException if the other is zero
     */
    public BigFloat divide(BigFloat other) {
        return quotient(other, Math.max(precision, other.precision));
    }

    private BigFloat quotient(BigFloat other, int bits) {
        if (isZero()) {
            return new BigFloat(negative != other.negative, BigInteger.ZERO, 0, bits);
        }
        int shift = Math.max(0, bits + 2 + other.mantissa.bitLength() - mantissa.bitLength());
        BigInteger[] parts = mantissa.shiftLeft(shift).divideAndRemainder(other.mantissa);
        // A bit below the quotient stands for what the remainder would add.
        boolean sticky = parts[1].signum() != 0;
        return rounded(negative != other.negative, parts[0], exponent - other.exponent - shift, bits, sticky);
    }

    public BigFloat negate() {
        return new BigFloat(!negative, mantissa, exponent, precision);
    }

    public BigFloat abs() {
        return new BigFloat(false, mantissa, exponent, precision);
    }

    /** True for a minus sign, that of the negative zero included. */
    public boolean isNegative() {
        return negative;
    }

    public boolean isZero() {
        return mantissa.signum() == 0;
    }

    /** True if there is no fraction. */
    public boolean isInteger() {
        return isZero() || exponent + mantissa.getLowestSetBit() >= 0;
    }

    /** The value without its fraction. */
    public BigInteger toBigInteger() {
        BigInteger whole = mantissa.shiftLeft(isZero() ? 0 : Math.toIntExact(exponent));
        return negative ? whole.negate() : whole;
    }

    /** Numbers by value; both zeros are one. */
    @Override
    public int compareTo(BigFloat other) {
        long low = Math.min(exponent, other.exponent);
        return isZero() || other.isZero()
                ? Integer.compare(signum(), other.signum())
                : signed(low).compareTo(other.signed(low));
    }

    private int signum() {
        return isZero() ? 0 : negative ? -1 : 1;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BigFloat that && compareTo(that) == 0;
    }

    @Override
    public int hashCode() {
        int trailing = isZero() ? 0 : mantissa.getLowestSetBit();
        return mantissa.shiftRight(trailing).hashCode() * 31 + Long.hashCode(isZero() ? 0 : exponent + trailing);
    }

    /** As a number of a policy: without an exponent if it is an integer, else the shortest digits ({@code 'g'}, -1). */
    public NumberValue toNumber() {
        return NumberValue.parse(isInteger() ? shortest().plain() : shortest().general());
    }

    /** The fewest digits that read back, at this precision, as this number. */
    public ShortestDigits shortest() {
        return ShortestDigits.of(negative, mantissa, exponent, precision);
    }

    @Override
    public String toString() {
        return toNumber().toString();
    }

    /** A decimal text taken apart: {@code digits * 10^exponent}. */
    private record Decimal(boolean negative, BigInteger digits, long exponent) {
        static Decimal of(String text) {
            StringBuilder digits = new StringBuilder();
            boolean negative = text.startsWith("-");
            int at = negative || text.startsWith("+") ? 1 : 0;
            long exponent = 0;
            boolean fraction = false;
            for (; at < text.length() && (text.charAt(at) | 0x20) != 'e'; at++) {
                char c = text.charAt(at);
                if (c == '.' && !fraction) {
                    fraction = true;
                } else {
                    digits.append(c);
                    exponent -= fraction ? 1 : 0;
                }
            }
            exponent += at < text.length() ? exponent(text.substring(at + 1)) : 0;
            return new Decimal(negative, new BigInteger(digits.toString()), exponent);
        }

        private static long exponent(String text) {
            return text.length() > 10
                    ? new BigInteger(text)
                            .min(BigInteger.valueOf(Integer.MAX_VALUE))
                            .max(BigInteger.valueOf(Integer.MIN_VALUE))
                            .longValue()
                    : Long.parseLong(text);
        }
    }
}
