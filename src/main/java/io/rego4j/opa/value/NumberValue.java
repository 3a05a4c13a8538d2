package io.rego4j.opa.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * A number: to OPA, a JSON number's text. The digits stay as they were written or computed, so {@code 1.0} and
 * {@code 1e3} print as such; equality and order are by value ({@code NumberCompare} in {@code v1/ast/compare.go}).
 */
public final class NumberValue implements Value {
    private static final int SMALLEST_CACHED = -1;
    private static final int LARGEST_CACHED = 512;
    private static final NumberValue[] CACHE = new NumberValue[LARGEST_CACHED - SMALLEST_CACHED + 1];
    /** Up to so many digits OPA compares exactly. */
    private static final int EXACT_DIGITS = 15;

    private static final int MOST_BITS_OF_A_DIGIT = 4;

    static {
        for (int i = 0; i < CACHE.length; i++) {
            CACHE[i] = new NumberValue(null, i + SMALLEST_CACHED, true);
        }
    }

    public static final NumberValue ZERO = of(0);
    public static final NumberValue ONE = of(1);

    /** Null for a long in its usual digits. */
    private final @Nullable String text;

    private final long integer;
    private final boolean isLong;

    private NumberValue(@Nullable String text, long integer, boolean isLong) {
        this.text = text;
        this.integer = integer;
        this.isLong = isLong;
    }

    public static NumberValue of(long value) {
        return value >= SMALLEST_CACHED && value <= LARGEST_CACHED
                ? CACHE[(int) value - SMALLEST_CACHED]
                : new NumberValue(null, value, true);
    }

    public static NumberValue of(BigInteger value) {
        return value.bitLength() < Long.SIZE ? of(value.longValue()) : new NumberValue(value.toString(), 0, false);
    }

    /**
     * The number of a JSON text, whose digits it keeps.
     *
     * @throws NumberFormatException if it is no decimal number
     */
    public static NumberValue parse(String text) {
        long value = 0;
        boolean negative = !text.isEmpty() && text.charAt(0) == '-';
        int start = negative || !text.isEmpty() && text.charAt(0) == '+' ? 1 : 0;
        int at = start;
        while (at < text.length() && text.charAt(at) >= '0' && text.charAt(at) <= '9') {
            value = value * 10 + (text.charAt(at++) - '0');
        }
        boolean digitsOnly = at == text.length();
        while (at < text.length() && (text.charAt(at) == '0' || text.charAt(at) == '.' && text.indexOf('.') == at)) {
            at++;
        }
        // As Go's util.Atoi64: at most 19 characters after the sign, the point among them.
        int length = text.length() - start;
        if (at < text.length()
                || length == 0
                || length > 19
                || value < 0 && !(negative && value == Long.MIN_VALUE)
                || !digitsOnly && length == 1) {
            return new NumberValue(checked(text), 0, false);
        }
        value = negative ? -value : value;
        boolean usual =
                digitsOnly && (length == 1 || text.charAt(start) != '0') && (start == 0 || negative && value != 0);
        return usual ? of(value) : new NumberValue(text, value, true);
    }

    private static String checked(String text) {
        boolean digits = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            digits |= c >= '0' && c <= '9';
            if ((c < '0' || c > '9') && "+-.eE".indexOf(c) < 0) {
                throw new NumberFormatException("not a number: " + text);
            }
        }
        if (!digits) {
            throw new NumberFormatException("not a number: " + text);
        }
        return text;
    }

    /** True if the value is an integer of 64 bits, written with no exponent. Zeros after a point are no matter. */
    public boolean isLong() {
        return isLong;
    }

    /**
     * The integer of 64 bits.
     *
     * @throws ArithmeticException if it is none; ask {@link #isLong} first
     */
    public long longValue() {
        if (!isLong) {
            throw new ArithmeticException(this + " is no integer of 64 bits");
        }
        return integer;
    }

    /** No fewer bits than its integer has. */
    public long mostBits() {
        if (isLong) {
            return Long.SIZE;
        }
        String digits = toString();
        int mark = Math.max(digits.indexOf('e'), digits.indexOf('E'));
        if (mark < 0) {
            return (long) MOST_BITS_OF_A_DIGIT * digits.length();
        }
        String exponent = digits.substring(mark + 1);
        // Of ten digits and a sign each is more than memory has room for.
        return exponent.length() > 11
                ? exponent.startsWith("-") ? MOST_BITS_OF_A_DIGIT * (long) mark : Long.MAX_VALUE
                : MOST_BITS_OF_A_DIGIT * Math.max(mark, mark + Long.parseLong(exponent));
    }

    /** The exact integer, or null if it has a fraction (OPA's {@code NumberToInt}). */
    public @Nullable BigInteger toBigInteger() {
        if (isLong) {
            return BigInteger.valueOf(integer);
        }
        BigDecimal exact = toBigDecimal().stripTrailingZeros();
        return exact.signum() == 0 ? BigInteger.ZERO : exact.scale() <= 0 ? exact.toBigInteger() : null;
    }

    /** The exact value. */
    public BigDecimal toBigDecimal() {
        return isLong ? BigDecimal.valueOf(integer) : new BigDecimal(toString());
    }

    /** The nearest floating-point number of 64 bits; infinite where it is too large for one. */
    public double doubleValue() {
        return isLong ? integer : Double.parseDouble(toString());
    }

    @Override
    public Kind kind() {
        return Kind.NUMBER;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitNumber(this);
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof NumberValue that ? compare(that) : Kind.NUMBER.compareTo(other.kind());
    }

    private int compare(NumberValue that) {
        if (isLong && that.isLong) {
            return Long.compare(integer, that.integer);
        }
        BigDecimal a = toBigDecimal();
        BigDecimal b = that.toBigDecimal();
        int exact = a.compareTo(b);
        boolean almost = exact != 0
                && (a.precision() > EXACT_DIGITS || b.precision() > EXACT_DIGITS)
                && isComparedAsDouble()
                && that.isComparedAsDouble()
                && Double.isFinite(doubleValue())
                && doubleValue() == that.doubleValue();
        return almost ? 0 : exact;
    }

    /** OPA takes two long fractions for equal that are the same float64, but only if both end in a zero. */
    private boolean isComparedAsDouble() {
        String digits = toString();
        int end = digits.length();
        while (end > 0 && (digits.charAt(end - 1) == '0' || digits.charAt(end - 1) == '.')) {
            end--;
        }
        return end < digits.length() && digits.lastIndexOf('.', end - 1) >= 0;
    }

    @Override
    public int hashCode() {
        // Adding zero turns the negative zero into the other one.
        return Double.hashCode(doubleValue() + 0.0);
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof NumberValue that && compare(that) == 0;
    }

    /** The digits, as OPA writes them. */
    @Override
    public String toString() {
        return text == null ? Long.toString(integer) : text;
    }
}
