package io.rego4j.ast;

import io.rego4j.ast.text.TermText;
import io.rego4j.internal.go.GoQuote;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A string, by its value: the same for {@code "a"}, {@code "\\u0061"} and {@code `a`}. How it was written is its origin's text.
 *
 * @param value the characters that it stands for
 */
public record StringTerm(String value, Origin origin) implements ScalarTerm, Comparable<StringTerm> {
    public StringTerm {
        Objects.requireNonNull(value, "value");
    }

    /** A node without a source location. */
    public StringTerm(String value) {
        this(value, Origin.NONE);
    }

    /** The text that stood in the source, quotes included; for a built string the value in double quotes. */
    public String written() {
        return origin.isPresent() ? origin.text() : GoQuote.rego(value);
    }

    /** OPA's order of strings. It also keeps hash maps fast whose keys were chosen to have one hash code. */
    @Override
    public int compareTo(StringTerm other) {
        return TermOrder.compareText(value, other.value);
    }

    @Override
    public <R extends @Nullable Object> R accept(TermVisitor<R> visitor) {
        return visitor.visitString(this);
    }

    @Override
    public StringTerm withOrigin(Origin origin) {
        return new StringTerm(value, origin);
    }

    @Override
    public String kind() {
        return "string";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof StringTerm that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return TermText.of(this);
    }
}
