package io.rego4j.opa.value;

import java.util.Arrays;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Different values and the order in which they came, found by hash. Where chosen values have the same hash (an attack),
 * a tree by OPA's order takes the place of the hashes, so that finding one never takes longer than its logarithm.
 */
final class KeyTable {
    private static final int SCANNED = 8;
    private static final int LONGEST_PROBE = 64;

    private Value[] keys;
    private int size;
    /** Each place is 0 or one more than a key's position. Null while there are few keys, and when there is a tree. */
    private int @Nullable [] places;

    private @Nullable TreeMap<Value, Integer> tree;

    KeyTable(int expected) {
        keys = new Value[Math.max(1, expected)];
    }

    private KeyTable(KeyTable other) {
        keys = other.keys.clone();
        size = other.size;
        places = other.places == null ? null : other.places.clone();
        tree = other.tree == null ? null : new TreeMap<>(other.tree);
    }

    KeyTable copy() {
        return new KeyTable(this);
    }

    int size() {
        return size;
    }

    /** The keys in the order in which they came; the array may be longer. */
    Value[] keys() {
        return keys;
    }

    /** The position of a key, or -1. */
    int find(Value key) {
        if (tree != null) {
            Integer position = tree.get(key);
            return position == null ? -1 : position;
        } else if (places == null) {
            for (int i = 0; i < size; i++) {
                if (keys[i].equals(key)) {
                    return i;
                }
            }
            return -1;
        }
        return places[place(places, key)] - 1;
    }

    /** The place at which a key is, or could be put; a table is never more than half full. */
    private int place(int[] table, Value key) {
        int mask = table.length - 1;
        int at = spread(key.hashCode()) & mask;
        while (table[at] != 0 && !keys[table[at] - 1].equals(key)) {
            at = (at + 1) & mask;
        }
        return at;
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    /** Adds a key, if it is new, and gives its position: the old size if it was new. */
    int add(Value key) {
        int found = find(key);
        if (found >= 0) {
            return found;
        }
        if (size == keys.length) {
            keys = Arrays.copyOf(keys, size * 2);
        }
        keys[size] = key;
        size++;
        if (tree != null) {
            tree.put(key, size - 1);
        } else if (places != null && size * 2 <= places.length) {
            put(places, size - 1);
        } else if (size > SCANNED) {
            index(size * 4);
        }
        return size - 1;
    }

    private void index(int atLeast) {
        int[] table = new int[Integer.highestOneBit(atLeast - 1) * 2];
        places = table;
        for (int i = 0; i < size && places != null; i++) {
            put(table, i);
        }
    }

    private void put(int[] table, int position) {
        int mask = table.length - 1;
        int at = spread(keys[position].hashCode()) & mask;
        int probes = 0;
        while (table[at] != 0) {
            at = (at + 1) & mask;
            probes++;
        }
        table[at] = position + 1;
        if (probes > LONGEST_PROBE) {
            useTree();
        }
    }

    private void useTree() {
        TreeMap<Value, Integer> all = new TreeMap<>();
        for (int i = 0; i < size; i++) {
            all.put(keys[i], i);
        }
        tree = all;
        places = null;
    }
}
