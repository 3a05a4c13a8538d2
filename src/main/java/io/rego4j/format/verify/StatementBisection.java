package io.rego4j.format.verify;

import java.util.BitSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds by bisection the statements that OPA's layout changes: only these need another layout. */
final class StatementBisection {
    private final int count;
    private final Predicate<BitSet> holds;
    private final BitSet harmed = new BitSet();
    private int trials;

    private StatementBisection(int count, int trials, Predicate<BitSet> holds) {
        this.count = count;
        this.trials = trials;
        this.holds = holds;
    }

    /**
     * The statements to write in the exact layout; null if so many trials do not suffice.
     *
     * @param count how many statements there are
     * @param trials how many texts may be written and read
     * @param holds whether the policy survives if these statements are in the exact layout, and all others in OPA's
     */
    static @Nullable BitSet find(int count, int trials, Predicate<BitSet> holds) {
        StatementBisection statements = new StatementBisection(count, trials, holds);
        return statements.search(0, count) ? statements.harmed : null;
    }

    private boolean search(int from, int to) {
        if (trials-- == 0) {
            return false;
        }
        BitSet exact = new BitSet();
        exact.set(0, count);
        exact.clear(from, to);
        if (holds.test(exact)) {
            return true;
        }
        if (to - from == 1) {
            harmed.set(from);
            return true;
        }
        int middle = (from + to) >>> 1;
        int before = harmed.cardinality();
        if (!search(from, middle) || !search(middle, to)) {
            return false;
        }
        if (harmed.cardinality() == before) {
            // Each half alone is fine: the two statements where they meet change each other.
            harmed.set(middle - 1, middle + 1);
        }
        return true;
    }
}
