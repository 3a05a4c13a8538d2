package io.rego4j.bundle;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A number of a JSON document that keeps its text, as OPA does: {@code 1.0} and {@code 1e3} are written back, and
 * hashed, as they were read. Two are equal when their texts are.
 */
public final class JsonNumber extends Number {
    private static final long serialVersionUID = 1L;

    private final String text;

    private JsonNumber(String text) {
        this.text = text;
    }

    /**
     * The number with this text.
     *
     * @throws NumberFormatException if it is not a JSON number
     */
    public static JsonNumber of(String text) {
        Objects.requireNonNull(text, "text");
        if (!text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
            throw new NumberFormatException("not a JSON number: " + text);
        }
        return new JsonNumber(text);
    }

    /** A number whose text a JSON parser has already checked. */
    public static JsonNumber parsed(String text) {
        return new JsonNumber(text);
    }

    /** The value without loss; slow for an exponent of many digits. */
    public BigDecimal toBigDecimal() {
        return new BigDecimal(text);
    }

    @Override
    public int intValue() {
        return (int) longValue();
    }

    @Override
    public long longValue() {
        return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : (long) doubleValue();
    }

    @Override
    public float floatValue() {
        return Float.parseFloat(text);
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof JsonNumber number && text.equals(number.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** The text as it was read. */
    @Override
    public String toString() {
        return text;
    }
}
