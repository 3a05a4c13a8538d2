package io.rego4j.opa.value;

/** A truth value; {@code false} sorts first. */
public final class BooleanValue implements Value {
    public static final BooleanValue TRUE = new BooleanValue(true);
    public static final BooleanValue FALSE = new BooleanValue(false);

    private final boolean value;

    private BooleanValue(boolean value) {
        this.value = value;
    }

    public static BooleanValue of(boolean value) {
        return value ? TRUE : FALSE;
    }

    public boolean value() {
        return value;
    }

    @Override
    public Kind kind() {
        return Kind.BOOLEAN;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitBoolean(value);
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof BooleanValue that ? Boolean.compare(value, that.value) : kind().compareTo(other.kind());
    }

    @Override
    public int hashCode() {
        return Boolean.hashCode(value);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public String toString() {
        return Boolean.toString(value);
    }
}
