package io.rego4j.format.verify;

import io.rego4j.format.layout.Layout;
import java.util.BitSet;

/**
 * How two modules differ.
 *
 * @param what how the second differs, in words for the user
 * @param statements the {@linkplain Layout#Layout statements} of the first that differ; another one may be the cause
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
