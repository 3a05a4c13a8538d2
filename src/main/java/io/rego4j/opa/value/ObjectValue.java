package io.rego4j.opa.value;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** An object; its keys are any values. It iterates in OPA's order of keys, found when it is first asked for. */
public sealed class ObjectValue implements Value permits LiteralTerms.OfObject {
    public static final ObjectValue EMPTY = new ObjectValue(new KeyTable(0), new Value[0]);

    private final KeyTable table;
    private final Value[] values;
    private @Nullable Sorted sorted;
    private int hash;

    /** A class of its own, so that another thread sees the arrays whole or not at all. */
    private record Sorted(Value[] keys, Value[] values) {}

    private ObjectValue(KeyTable table, Value[] values) {
        this.table = table;
        this.values = values;
    }

    /** An object of the same keys and values. */
    ObjectValue(ObjectValue other) {
        this(other.table, other.values);
    }

    /** The object of an object literal's terms in their order; of equal keys the last one counts. */
    public static ObjectValue ofLiteral(List<Value> keys, List<Value> values) {
        Builder plain = new Builder(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            plain.put(keys.get(i).plain(), values.get(i).plain());
        }
        LiteralTerms literal = LiteralTerms.ofObject(keys, values);
        return literal == null ? plain.build() : new LiteralTerms.OfObject(plain.build(), literal);
    }

    public int size() {
        return table.size();
    }

    /** The value of a key, or null. */
    public @Nullable Value get(Value key) {
        int at = table.find(key);
        return at < 0 ? null : values[at];
    }

    /** The value of a key that is a string, or null. */
    public @Nullable Value get(String key) {
        return get(StringValue.of(key));
    }

    public boolean containsKey(Value key) {
        return table.find(key) >= 0;
    }

    /** The key at a place of OPA's order. */
    public Value key(int index) {
        return sorted().keys[index];
    }

    /** The value of the key at a place of OPA's order. */
    public Value value(int index) {
        return sorted().values[index];
    }

    /** Each key and its value, in OPA's order. */
    public void forEach(BiConsumer<? super Value, ? super Value> action) {
        Sorted all = sorted();
        for (int i = 0; i < all.keys.length; i++) {
            action.accept(all.keys[i], all.values[i]);
        }
    }

    /** The keys as a set. */
    public SetValue keys() {
        return SetValue.of(Arrays.asList(sorted().keys));
    }

    /** With one key set to another value. */
    public ObjectValue with(Value key, Value value) {
        return toBuilder().put(key, value).build();
    }

    /** A builder that has all of this. */
    public Builder toBuilder() {
        return new Builder(table.copy(), Arrays.copyOf(values, table.keys().length));
    }

    private Sorted sorted() {
        Sorted known = sorted;
        if (known == null) {
            known = sort();
            sorted = known;
        }
        return known;
    }

    private Sorted sort() {
        int size = size();
        Value[] keys = table.keys();
        if (isSorted(keys, size)) {
            return new Sorted(Arrays.copyOf(keys, size), Arrays.copyOf(values, size));
        }
        Value[] ordered = Arrays.copyOf(keys, size);
        Arrays.sort(ordered);
        Value[] belonging = new Value[size];
        for (int i = 0; i < size; i++) {
            belonging[i] = values[table.find(ordered[i])];
        }
        return new Sorted(ordered, belonging);
    }

    private static boolean isSorted(Value[] keys, int size) {
        for (int i = 1; i < size; i++) {
            if (keys[i - 1].compareTo(keys[i]) > 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public Kind kind() {
        return Kind.OBJECT;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitObject(this);
    }

    @Override
    public int compareTo(Value other) {
        if (!(other instanceof ObjectValue that)) {
            return Kind.OBJECT.compareTo(other.kind());
        }
        int shorter = Math.min(size(), that.size());
        for (int i = 0; i < shorter; i++) {
            int order = key(i).compareTo(that.key(i));
            order = order != 0 ? order : value(i).compareTo(that.value(i));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(size(), that.size());
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = size();
            for (int i = 0; i < size(); i++) {
                result += table.keys()[i].hashCode() ^ Integer.rotateLeft(values[i].hashCode(), 7);
            }
            hash = result;
        }
        return result;
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        if (!(other instanceof ObjectValue that) || size() != that.size() || hashCode() != that.hashCode()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            if (!values[i].equals(that.get(table.keys()[i]))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return RegoText.of(this);
    }

    /** Collects the keys of an object. */
    public static final class Builder {
        private KeyTable table;
        private Value[] values;
        private boolean given;

        public Builder() {
            this(0);
        }

        public Builder(int expected) {
            this(new KeyTable(expected), new Value[Math.max(1, expected)]);
        }

        private Builder(KeyTable table, Value[] values) {
            this.table = table;
            this.values = values;
        }

        /** Sets a key; a value that it had is replaced. */
        public Builder put(Value key, Value value) {
            own();
            int at = table.add(key);
            if (at >= values.length) {
                values = Arrays.copyOf(values, at * 2);
            }
            values[at] = value;
            return this;
        }

        public Builder put(String key, Value value) {
            return put(StringValue.of(key), value);
        }

        /** The value of a key, or null. */
        public @Nullable Value get(Value key) {
            int at = table.find(key);
            return at < 0 ? null : values[at];
        }

        private void own() {
            if (given) {
                table = table.copy();
                values = values.clone();
                given = false;
            }
        }

        /** The object of what was put so far. Putting more later does not change it. */
        public ObjectValue build() {
            given = true;
            return table.size() == 0 ? EMPTY : new ObjectValue(table, values);
        }
    }
}
