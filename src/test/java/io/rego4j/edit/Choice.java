package io.rego4j.edit;

import java.util.List;
import java.util.Random;

/** Chooses at random. */
record Choice(Random random) {
    /** A number from 0 to one below {@code bound}. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** True once in {@code of} cases. */
    boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    @SafeVarargs
    final <T> T one(T... of) {
        return of[random.nextInt(of.length)];
    }

    <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }
}
