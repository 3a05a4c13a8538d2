package io.rego4j.opa.value;

/** The value {@code null}. */
public final class NullValue implements Value {
    public static final NullValue NULL = new NullValue();

    private NullValue() {}

    @Override
    public Kind kind() {
        return Kind.NULL;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitNull();
    }

    @Override
    public int compareTo(Value other) {
        return Kind.NULL.compareTo(other.kind());
    }

    @Override
    public String toString() {
        return "null";
    }
}
