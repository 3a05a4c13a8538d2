package io.rego4j.opa.value;

import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A set. It iterates in OPA's order, which is found when it is first asked for. */
public sealed class SetValue implements Value, Iterable<Value> permits LiteralTerms.OfSet {
    public static final SetValue EMPTY = new SetValue(new KeyTable(0));

    private final KeyTable table;
    private @Nullable Sorted sorted;
    private int hash;

    /** A class of its own, so that another thread sees the array whole or not at all. */
    private record Sorted(Value[] items) {}

    private SetValue(KeyTable table) {
        this.table = table;
    }

    /** A set of the same items. */
    SetValue(SetValue other) {
        this(other.table);
    }

    public static SetValue of(Value... items) {
        return of(Arrays.asList(items));
    }

    public static SetValue of(Collection<? extends Value> items) {
        Builder builder = new Builder(items.size());
        items.forEach(builder::add);
        return builder.build();
    }

    /** The set of a set literal's terms in their order; some may be equal. */
    public static SetValue ofLiteral(List<Value> terms) {
        List<Value> items = terms.stream().map(Value::plain).toList();
        LiteralTerms literal = LiteralTerms.ofSet(terms, items);
        return literal == null ? of(items) : new LiteralTerms.OfSet(of(items), literal);
    }

    public int size() {
        return table.size();
    }

    public boolean contains(Value item) {
        return table.find(item) >= 0;
    }

    /** The item at a place of OPA's order. */
    public Value get(int index) {
        return sorted()[index];
    }

    /** Those of this and of another set. */
    public SetValue union(SetValue other) {
        Builder builder = new Builder(size() + other.size());
        for (Value item : this) {
            builder.add(item);
        }
        for (Value item : other) {
            builder.add(item);
        }
        return builder.build();
    }

    /** Those that another set has too. */
    public SetValue intersection(SetValue other) {
        return filter(other, true);
    }

    /** Those that another set has not. */
    public SetValue minus(SetValue other) {
        return filter(other, false);
    }

    private SetValue filter(SetValue other, boolean wanted) {
        Builder builder = new Builder(0);
        for (int i = 0; i < size(); i++) {
            if (other.contains(table.keys()[i]) == wanted) {
                builder.add(table.keys()[i]);
            }
        }
        return builder.build();
    }

    /** The items in OPA's order. */
    public ArrayValue toArray() {
        return ArrayValue.of(sorted());
    }

    @Override
    public Iterator<Value> iterator() {
        return new ArrayIterator(sorted(), size());
    }

    private Value[] sorted() {
        Sorted known = sorted;
        if (known == null) {
            Value[] items = Arrays.copyOf(table.keys(), size());
            Arrays.sort(items);
            known = new Sorted(items);
            sorted = known;
        }
        return known.items;
    }

    @Override
    public Kind kind() {
        return Kind.SET;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
        return visitor.visitSet(this);
    }

    @Override
    public int compareTo(Value other) {
        return other instanceof SetValue that
                ? ArrayValue.compare(sorted(), size(), that.sorted(), that.size())
                : Kind.SET.compareTo(other.kind());
    }

    @Override
    public int hashCode() {
        int result = hash;
        if (result == 0) {
            result = size();
            for (int i = 0; i < size(); i++) {
                result += table.keys()[i].hashCode();
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
        if (!(other instanceof SetValue that) || size() != that.size() || hashCode() != that.hashCode()) {
            return false;
        }
        for (int i = 0; i < size(); i++) {
            if (!that.contains(table.keys()[i])) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return RegoText.of(this);
    }

    /** Collects the items of a set. */
    public static final class Builder {
        private KeyTable table;
        private boolean given;

        public Builder() {
            this(0);
        }

        public Builder(int expected) {
            table = new KeyTable(expected);
        }

        public Builder add(Value item) {
            if (given) {
                table = table.copy();
                given = false;
            }
            table.add(item);
            return this;
        }

        public int size() {
            return table.size();
        }

        /** The set of what was added so far. Adding more later does not change it. */
        public SetValue build() {
            given = true;
            return table.size() == 0 ? EMPTY : new SetValue(table);
        }
    }
}
