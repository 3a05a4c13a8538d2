package io.rego4j.format.layout;

import java.util.BitSet;

/**
 * How each {@linkplain Layout#Layout statement} of a module is laid out: as OPA lays it out; in the exact layout, which keeps
 * every comment and all that the policy needs; or not at all, so that it keeps the text that it had.
 */
public final class LayoutPlan {
    /** All statements in OPA's layout. */
    public static final LayoutPlan NONE = new LayoutPlan(false, new BitSet(), new BitSet());
    /** All in the exact layout. */
    public static final LayoutPlan ALL = new LayoutPlan(true, new BitSet(), new BitSet());

    private final boolean all;
    private final BitSet exact;
    private final BitSet kept;

    private LayoutPlan(boolean all, BitSet exact, BitSet kept) {
        this.all = all;
        this.exact = exact;
        this.kept = kept;
    }

    /** These statements in the exact layout, all others in OPA's. */
    public static LayoutPlan of(BitSet exact) {
        return new LayoutPlan(false, (BitSet) exact.clone(), new BitSet());
    }

    /**
     * This plan, with these statements in the exact layout, too.
     *
     * @param keeps true to let those keep their text that were in the exact layout already
     */
    public LayoutPlan and(BitSet statements, boolean keeps) {
        BitSet keeping = (BitSet) kept.clone();
        if (keeps) {
            BitSet again = (BitSet) statements.clone();
            again.and(exact);
            keeping.or(again);
        }
        BitSet exactNow = (BitSet) exact.clone();
        exactNow.or(statements);
        return new LayoutPlan(false, exactNow, keeping);
    }

    public boolean isNone() {
        return !all && exact.isEmpty();
    }

    public boolean isAll() {
        return all;
    }

    boolean isExact(int statement) {
        return all || exact.get(statement);
    }

    /** True for a statement that keeps its text. */
    boolean isKept(int statement) {
        return kept.get(statement);
    }

    public boolean isSame(LayoutPlan other) {
        return all == other.all && exact.equals(other.exact) && kept.equals(other.kept);
    }
}
