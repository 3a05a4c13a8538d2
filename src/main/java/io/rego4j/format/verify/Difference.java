package io.rego4j.format.verify;

import io.rego4j.format.layout.Layout;
import java.util.BitSet;

/**
 * How two modules differ.
 *
 * @param what what is wrong with the second, for a person to read
 * @param statements the {@linkplain Layout#Layout statements} of the first in which it shows; where it was done is a guess
 */
public record Difference(String what, BitSet statements) {
    public Difference {
        statements = (BitSet) statements.clone();
    }

    static Difference in(int statement, String what) {
        BitSet one = new BitSet();
        one.set(statement);
        return new Difference(what, one);
    }
}
