package io.rego4j.ast;

import io.rego4j.ast.order.NumberText;
import io.rego4j.ast.order.TermRank;
import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoSort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * OPA's total order of terms ({@code ast.Compare}): null, booleans, numbers by value, strings, template strings,
 * variables, references, arrays, objects, sets, comprehensions, calls. Strings are compared by their UTF-8 bytes, as Go
 * does.
 */
public final class TermOrder implements Comparator<Term> {
    /** The one order. */
    public static final TermOrder INSTANCE = new TermOrder();

    private TermOrder() {}

    @Override
    public int compare(Term a, Term b) {
        if (a == b) {
            return 0;
        }
        int kinds = Integer.compare(TermRank.of(a), TermRank.of(b));
        if (kinds != 0) {
            return kinds;
        }
        SameKind order = new SameKind(b);
        return Nodes.isLeaf(a) ? a.accept(order) : DeepStack.step(() -> a.accept(order));
    }

    /** The order of two lists: by the first terms that differ, then the shorter one first. */
    public int compareAll(List<? extends Term> a, List<? extends Term> b) {
        return compareLists(a, b, this);
    }

    /** The order of two lists of anything: by the first elements that differ, then the shorter one first. */
    public static <T extends @Nullable Object> int compareLists(
            List<? extends T> a, List<? extends T> b, Comparator<? super T> order) {
        int common = Math.min(a.size(), b.size());
        for (int i = 0; i < common; i++) {
            int c = order.compare(a.get(i), b.get(i));
            if (c != 0) {
                return c;
            }
        }
        return Integer.compare(a.size(), b.size());
    }

    /** The order of two strings by code point, which is that of their UTF-8 bytes. */
    public static int compareText(String a, String b) {
        if (a.equals(b)) {
            return 0;
        }
        int common = Math.min(a.length(), b.length());
        for (int i = 0; i < common; i++) {
            char x = a.charAt(i);
            char y = b.charAt(i);
            if (x != y) {
                // A surrogate stands for a code point above all others of one unit.
                boolean high = Character.isSurrogate(x);
                return high == Character.isSurrogate(y) ? Character.compare(x, y) : high ? 1 : -1;
            }
        }
        return Integer.compare(a.length(), b.length());
    }

    /**
     * True if OPA takes two terms for one element or key. It looks for a term by its hash, and the hash of a number that
     * no double holds is that of its text, so that {@code 1e400} and {@code 10e399} are two.
     */
    private static boolean isSameKey(Term a, Term b) {
        return INSTANCE.compare(a, b) == 0 && hugeNumbers(a).equals(hugeNumbers(b));
    }

    /** The texts of the numbers in a term that no double holds, sorted. */
    private static List<String> hugeNumbers(Term term) {
        List<String> found = new ArrayList<>();
        for (NumberTerm number : NodeWalk.all(term, NumberTerm.class)) {
            if (Double.isInfinite(Double.parseDouble(number.text()))) {
                found.add(number.text());
            }
        }
        found.sort(null);
        return found;
    }

    /** The elements of a set: sorted, of equal ones the first. */
    static List<Term> distinct(List<Term> items) {
        if (items.size() < 2) {
            return List.copyOf(items);
        }
        List<Term> sorted = new ArrayList<>(items);
        sorted.sort(INSTANCE);
        List<Term> kept = new ArrayList<>(sorted.size());
        Term last = null;
        for (Term item : sorted) {
            if (last == null || !isSameKey(last, item)) {
                kept.add(item);
                last = item;
            }
        }
        return List.copyOf(kept);
    }

    /** The entries of an object, sorted by key as OPA sorts them. It keeps entries with the same key. */
    static List<ObjectTerm.Entry> byKey(List<ObjectTerm.Entry> entries) {
        if (entries.size() < 2) {
            return List.copyOf(entries);
        }
        List<ObjectTerm.Entry> sorted = new ArrayList<>(entries);
        GoSort.sort(sorted, (a, b) -> INSTANCE.compare(a.key(), b.key()));
        return List.copyOf(sorted);
    }

    /** The order of a term and another one of the same kind. */
    private static final class SameKind implements TermVisitor<Integer> {
        private final Term other;

        SameKind(Term other) {
            this.other = other;
        }

        @Override
        public Integer visitNull(NullTerm term) {
            return 0;
        }

        @Override
        public Integer visitBoolean(BooleanTerm term) {
            return Boolean.compare(term.value(), ((BooleanTerm) other).value());
        }

        @Override
        public Integer visitNumber(NumberTerm term) {
            return NumberText.compare(term.text(), ((NumberTerm) other).text());
        }

        @Override
        public Integer visitString(StringTerm term) {
            return compareText(term.value(), ((StringTerm) other).value());
        }

        @Override
        public Integer visitVar(VarTerm term) {
            return compareText(term.name(), ((VarTerm) other).name());
        }

        @Override
        public Integer visitRef(RefTerm term) {
            return INSTANCE.compareAll(term.terms(), ((RefTerm) other).terms());
        }

        @Override
        public Integer visitCall(CallTerm term) {
            CallTerm call = (CallTerm) other;
            int c = INSTANCE.compare(term.operator(), call.operator());
            return c != 0 ? c : INSTANCE.compareAll(term.args(), call.args());
        }

        @Override
        public Integer visitArray(ArrayTerm term) {
            return INSTANCE.compareAll(term.items(), ((ArrayTerm) other).items());
        }

        @Override
        public Integer visitSet(SetTerm term) {
            return INSTANCE.compareAll(term.items(), ((SetTerm) other).items());
        }

        @Override
        public Integer visitObject(ObjectTerm term) {
            return compareLists(term.entries(), ((ObjectTerm) other).entries(), SameKind::compareEntries);
        }

        @Override
        public Integer visitArrayComprehension(ArrayComprehensionTerm term) {
            ArrayComprehensionTerm each = (ArrayComprehensionTerm) other;
            int c = INSTANCE.compare(term.term(), each.term());
            return c != 0 ? c : NodeOrder.INSTANCE.compare(term.body(), each.body());
        }

        @Override
        public Integer visitSetComprehension(SetComprehensionTerm term) {
            SetComprehensionTerm each = (SetComprehensionTerm) other;
            int c = INSTANCE.compare(term.term(), each.term());
            return c != 0 ? c : NodeOrder.INSTANCE.compare(term.body(), each.body());
        }

        @Override
        public Integer visitObjectComprehension(ObjectComprehensionTerm term) {
            ObjectComprehensionTerm each = (ObjectComprehensionTerm) other;
            int c = INSTANCE.compare(term.key(), each.key());
            c = c != 0 ? c : INSTANCE.compare(term.value(), each.value());
            return c != 0 ? c : NodeOrder.INSTANCE.compare(term.body(), each.body());
        }

        @Override
        public Integer visitTemplateString(TemplateStringTerm term) {
            // Those on one line first, then the shorter, then by their parts: terms before expressions.
            TemplateStringTerm template = (TemplateStringTerm) other;
            int c = Boolean.compare(term.multiLine(), template.multiLine());
            c = c != 0
                    ? c
                    : Integer.compare(term.parts().size(), template.parts().size());
            return c != 0 ? c : NodeOrder.INSTANCE.compareAll(term.parts(), template.parts());
        }

        private static int compareEntries(ObjectTerm.Entry a, ObjectTerm.Entry b) {
            int c = INSTANCE.compare(a.key(), b.key());
            return c != 0 ? c : INSTANCE.compare(a.value(), b.value());
        }
    }
}
