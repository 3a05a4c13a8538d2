package io.rego4j.ast;

import io.rego4j.ast.order.NumberText;
import io.rego4j.ast.text.TermText;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A number. It keeps its text, so nothing is rounded and {@code 1e3} is not {@code 1000} by equality; {@link TermOrder}
 * compares the values.
 *
 * @param text the number as Rego writes it, for instance {@code -1.5e3}
 */
public record NumberTerm(String text, Origin origin) implements ScalarTerm {
    public NumberTerm {
        if (!NumberText.isNumber(text)) {
            throw new IllegalArgumentException("not a number in Rego: \"" + text + "\"");
        }
    }

    /** A node without a source location. */
    public NumberTerm(String text) {
        this(text, Origin.NONE);
    }

    /** A whole number. */
    public NumberTerm(long value) {
        this(Long.toString(value));
    }

    /** A decimal number, exactly. */
    public NumberTerm(BigDecimal value) {
        this(value.toString());
    }

    /** The exact value. The cost of its digits grows with the exponent. */
    public BigDecimal value() {
        return new BigDecimal(text);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitNumber(this);
    }

    @Override
    public NumberTerm withOrigin(Origin origin) {
        return new NumberTerm(text, origin);
    }

    @Override
    public String kind() {
        return "number";
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
