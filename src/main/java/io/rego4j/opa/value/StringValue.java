package io.rego4j.opa.value;

import io.rego4j.internal.go.GoBytes;

/**
 * A string. OPA's strings are bytes, nearly always UTF-8; a byte that is part of no character stands here as a lone
 * surrogate from U+DC80 to U+DCFF, one for each byte, so that {@code base64.decode} and its like lose nothing. Lone
 * surrogates therefore never mean anything else: text from outside comes in by {@link #of}, which replaces them by
 * U+FFFD as Go does.
 */
public final class StringValue implements Value {
    private static final StringValue EMPTY = new StringValue("");

    private final String text;

    private StringValue(String text) {
        this.text = text;
    }

    /** A string of these characters; each half of a surrogate pair without the other one becomes U+FFFD. */
    public static StringValue of(String text) {
        return text.isEmpty() ? EMPTY : new StringValue(GoBytes.replaceLoneSurrogates(text));
    }

    /** A string of these bytes, which need not be UTF-8. */
    public static StringValue ofBytes(byte[] bytes) {
        return new StringValue(GoBytes.decode(bytes));
    }

    /** A string that was cut from, or put together of, the texts of other strings: bytes of no character stay. */
    public static StringValue ofParts(String text) {
        return new StringValue(GoBytes.rejoin(text));
    }

    /** The characters; a byte of no character is a lone surrogate. Its code points are Go's runes, one for each. */
    public String text() {
        return text;
    }

    /** The bytes that Go would hold. */
    public byte[] bytes() {
        return GoBytes.encode(text);
    }

    @Override
    public Kind kind() {
        return Kind.STRING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitString(this);
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof StringValue that
                ? GoBytes.compare(text, that.text)
                : Kind.STRING.compareTo(other.kind());
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof StringValue that && text.equals(that.text);
    }

    /** Quoted, as Go's {@code strconv.Quote} does. */
    @Override
    public String toString() {
        return RegoText.of(this);
    }
}
