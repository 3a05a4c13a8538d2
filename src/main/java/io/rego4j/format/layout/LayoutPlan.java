package io.rego4j.format.layout;

import java.util.BitSet;

/**
 * How much care the layout of each {@linkplain Layout#Layout statement} of a module takes: none, as OPA; a careful layout; or
 * the text that the statement had, where no layout does.
 */
public final class LayoutPlan {
    /** Everything as OPA does. */
    public static final LayoutPlan NONE = new LayoutPlan(false, new BitSet(), new BitSet());
    /** Everything carefully. */
    public static final LayoutPlan ALL = new LayoutPlan(true, new BitSet(), new BitSet());

    private final boolean all;
    private final BitSet careful;
    private final BitSet kept;

    private LayoutPlan(boolean all, BitSet careful, BitSet kept) {
        this.all = all;
        this.careful = careful;
        this.kept = kept;
    }

    /** Care for these statements. */
    public static LayoutPlan of(BitSet careful) {
        return new LayoutPlan(false, (BitSet) careful.clone(), new BitSet());
    }

    /**
     * More care for these.
     *
     * @param keeps true to let those keep their text that had a careful layout
     */
    public LayoutPlan and(BitSet statements, boolean keeps) {
        BitSet keeping = (BitSet) kept.clone();
        if (keeps) {
            BitSet again = (BitSet) statements.clone();
            again.and(careful);
            keeping.or(again);
        }
        BitSet caring = (BitSet) careful.clone();
        caring.or(statements);
        return new LayoutPlan(false, caring, keeping);
    }

    public boolean isNone() {
        return !all && careful.isEmpty();
    }

    public boolean isAll() {
        return all;
    }

    boolean isCareful(int statement) {
        return all || careful.get(statement);
    }

    /** True for a statement that keeps its text. */
    boolean isKept(int statement) {
        return kept.get(statement);
    }

    public boolean isSame(LayoutPlan other) {
        return all == other.all && careful.equals(other.careful) && kept.equals(other.kept);
    }
}
