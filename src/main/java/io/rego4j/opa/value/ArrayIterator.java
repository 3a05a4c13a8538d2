package io.rego4j.opa.value;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** The first items of a Java array. */
final class ArrayIterator implements Iterator<Value> {
    private final Value[] items;
    private final int size;
    private int next;

    ArrayIterator(Value[] items, int size) {
        this.items = items;
        this.size = size;
    }

    @Override
    public boolean hasNext() {
        return next < size;
    }

    @Override
    public Value next() {
        if (next >= size) {
            throw new NoSuchElementException();
        }
        return items[next++];
    }
}
