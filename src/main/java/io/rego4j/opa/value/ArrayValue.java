package io.rego4j.opa.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An array. */
public sealed class ArrayValue implements Value, Iterable<Value> permits LiteralTerms.OfArray {
    public static final ArrayValue EMPTY = new ArrayValue(new Value[0], 0);

    private final Value[] items;
    private final int size;
    private int hash;

    private ArrayValue(Value[] items, int size) {
        this.items = items;
        this.size = size;
    }

    /** An array of the same items. */
    ArrayValue(ArrayValue other) {
        this(other.items, other.size);
    }

    /** The array of an array literal's terms. */
    public static ArrayValue ofLiteral(List<Value> terms) {
        return LiteralTerms.arePlain(terms)
                ? of(terms)
                : new LiteralTerms.OfArray(
                        of(terms), of(terms.stream().map(Value::plain).toList()));
    }

    public static ArrayValue of(Value... items) {
        return items.length == 0 ? EMPTY : new ArrayValue(items.clone(), items.length);
    }

    public static ArrayValue of(Collection<? extends Value> items) {
        return items.isEmpty() ? EMPTY : new ArrayValue(items.toArray(Value[]::new), items.size());
    }

    public int size() {
        return size;
    }

    /**
     * The item at a place.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public Value get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return items[index];
    }

    /** The item at the place that a key names; null if the key is no number of a place. */
    public @Nullable Value find(Value key) {
        if (key instanceof NumberValue number && number.isLong()) {
            long index = number.longValue();
            return index >= 0 && index < size ? items[(int) index] : null;
        }
        return null;
    }

    public boolean contains(Value item) {
        for (int i = 0; i < size; i++) {
            if (items[i].equals(item)) {
                return true;
            }
        }
        return false;
    }

    /** The items as a list that cannot be changed. */
    public List<Value> toList() {
        return List.of(size == items.length ? items : Arrays.copyOf(items, size));
    }

    /** The items from one place up to, not including, another. */
    public ArrayValue slice(int from, int to) {
        return from == to ? EMPTY : new ArrayValue(Arrays.copyOfRange(items, from, to), to - from);
    }

    @Override
    public Iterator<Value> iterator() {
        return new ArrayIterator(items, size);
    }

    @Override
    public Kind kind() {
        return Kind.ARRAY;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitArray(this);
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof ArrayValue that
                ? compare(items, size, that.items, that.size)
                : Kind.ARRAY.compareTo(other.kind());
    }

    static int compare(Value[] a, int aSize, Value[] b, int bSize) {
        int shorter = Math.min(aSize, bSize);
        for (int i = 0; i < shorter; i++) {
            int order = a[i] == b[i] ? 0 : a[i].compareTo(b[i]);
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(aSize, bSize);
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = 1;
            for (int i = 0; i < size; i++) {
                result = 31 * result + items[i].hashCode();
            }
            hash = result;
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        return this == other
                || other instanceof ArrayValue that
                        && size == that.size
                        && Arrays.equals(items, 0, size, that.items, 0, size);
    }

    @Override
    public String toString() {
        return RegoText.of(this);
    }

    /** Collects the items of an array. */
    public static final class Builder {
        private Value[] items;
        private int size;

        public Builder() {
            this(8);
        }

        public Builder(int expected) {
            items = new Value[Math.max(1, expected)];
        }

        public Builder add(Value item) {
            if (size == items.length) {
                items = Arrays.copyOf(items, size * 2);
            }
            items[size++] = item;
            return this;
        }

        /** The array of what was added so far. Adding more later does not change it. */
        public ArrayValue build() {
            return size == 0 ? EMPTY : new ArrayValue(items, size);
        }
    }
}
