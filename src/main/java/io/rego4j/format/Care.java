package io.rego4j.format;

import java.util.BitSet;

/**
 * How much care the layout of each {@linkplain Layout#Layout statement} of a module takes: none, as OPA; a careful layout; or
 * the text that the statement had, where no layout does.
 */
final class Care {
    /** Everything as OPA does. */
    static final Care NONE = new Care(false, new BitSet(), new BitSet());
    /** Everything carefully. */
    static final Care ALL = new Care(true, new BitSet(), new BitSet());

    private final boolean all;
    private final BitSet careful;
    private final BitSet kept;

    private Care(boolean all, BitSet careful, BitSet kept) {
        this.all = all;
        this.careful = careful;
        this.kept = kept;
    }

    /** Care for these statements. */
    static Care of(BitSet careful) {
        return new Care(false, (BitSet) careful.clone(), new BitSet());
    }

    /**
     * More care for these.
     *
     * @param keeps true to let those keep their text that had a careful layout
     */
    Care and(BitSet statements, boolean keeps) {
        BitSet keeping = (BitSet) kept.clone();
        if (keeps) {
            BitSet again = (BitSet) statements.clone();
            again.and(careful);
            keeping.or(again);
        }
        BitSet caring = (BitSet) careful.clone();
        caring.or(statements);
        return new Care(false, caring, keeping);
    }

    boolean isNone() {
        return !all && careful.isEmpty();
    }

    boolean isAll() {
        return all;
    }

    boolean isCareful(int statement) {
        return all || careful.get(statement);
    }

    /** True for a statement that keeps its text. */
    boolean isKept(int statement) {
        return kept.get(statement);
    }

    boolean isSame(Care other) {
        return all == other.all && careful.equals(other.careful) && kept.equals(other.kept);
    }
}
