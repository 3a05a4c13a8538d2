package io.rego4j.opa.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a set literal or an object literal with variables in it, as <code>{x, y}</code>. OPA's evaluator iterates over
 * them in their order, two that are equal one after the other, until it has to know the value
 * ({@code evalTerm} in {@code v1/topdown/eval.go}; OPA's word for the latter is to plug).
 */
public final class LiteralTerms {
    private final List<Value> keys;
    private final List<Value> values;
    private final boolean isSet;

    private LiteralTerms(List<Value> keys, List<Value> values, boolean isSet) {
        this.keys = List.copyOf(keys);
        this.values = List.copyOf(values);
        this.isSet = isSet;
    }

    /** The terms of an object; null if going through its members is the same. */
    static @Nullable LiteralTerms ofObject(List<Value> keys, List<Value> values) {
        return isInOrder(keys) && arePlain(keys) && arePlain(values) ? null : new LiteralTerms(keys, values, false);
    }

    /** The terms of a set; null if going through its items is the same. */
    static @Nullable LiteralTerms ofSet(List<Value> terms, List<Value> items) {
        return isInOrder(terms) && arePlain(terms) ? null : new LiteralTerms(terms, items, true);
    }

    private static boolean isInOrder(List<Value> keys) {
        for (int i = 1; i < keys.size(); i++) {
            if (keys.get(i - 1).compareTo(keys.get(i)) >= 0) {
                return false;
            }
        }
        return true;
    }

    static boolean arePlain(List<Value> values) {
        return values.stream().allMatch(value -> value.plain() == value);
    }

    public int size() {
        return keys.size();
    }

    /** The key of an object, or the item of a set, at a place. */
    public Value key(int index) {
        return keys.get(index);
    }

    /** What is found by the key at a place: the item of a set, or what the first of equal keys of an object has. */
    public Value item(int index) {
        return values.get(isSet ? index : keys.indexOf(keys.get(index)));
    }

    /** What is found by a key; null if there is nothing. */
    public @Nullable Value get(Value key) {
        int index = keys.indexOf(key);
        return index < 0 ? null : values.get(index);
    }

    /** A set that has its terms. */
    static final class OfSet extends SetValue {
        private final SetValue plain;
        private final LiteralTerms terms;

        OfSet(SetValue plain, LiteralTerms terms) {
            super(plain);
            this.plain = plain;
            this.terms = terms;
        }

        @Override
        public SetValue plain() {
            return plain;
        }

        @Override
        public LiteralTerms literalTerms() {
            return terms;
        }
    }

    /** An object that has its terms. */
    static final class OfObject extends ObjectValue {
        private final ObjectValue plain;
        private final LiteralTerms terms;

        OfObject(ObjectValue plain, LiteralTerms terms) {
            super(plain);
            this.plain = plain;
            this.terms = terms;
        }

        @Override
        public ObjectValue plain() {
            return plain;
        }

        @Override
        public LiteralTerms literalTerms() {
            return terms;
        }
    }

    /** An array with an item that has its terms; an array itself has but one order. */
    static final class OfArray extends ArrayValue {
        private final ArrayValue plain;

        OfArray(ArrayValue items, ArrayValue plain) {
            super(items);
            this.plain = plain;
        }

        @Override
        public ArrayValue plain() {
            return plain;
        }
    }
}
