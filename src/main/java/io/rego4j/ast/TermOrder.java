package io.rego4j.ast;

import io.rego4j.ast.order.NumberText;
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
        int kinds = Integer.compare(rank(a), rank(b));
        if (kinds != 0) {
            return kinds;
        }
        if (a instanceof StringTerm x && b instanceof StringTerm y) {
            return compareText(x.value(), y.value());
        } else if (a instanceof VarTerm x && b instanceof VarTerm y) {
            return compareText(x.name(), y.name());
        } else if (a instanceof NumberTerm x && b instanceof NumberTerm y) {
            return NumberText.compare(x.text(), y.text());
        } else if (a instanceof BooleanTerm x && b instanceof BooleanTerm y) {
            return Boolean.compare(x.value(), y.value());
        } else if (a instanceof RefTerm x && b instanceof RefTerm y) {
            return compareAll(x.terms(), y.terms());
        } else if (a instanceof ArrayTerm x && b instanceof ArrayTerm y) {
            return compareAll(x.items(), y.items());
        } else if (a instanceof SetTerm x && b instanceof SetTerm y) {
            return compareAll(x.items(), y.items());
        } else if (a instanceof ObjectTerm x && b instanceof ObjectTerm y) {
            return compareLists(x.entries(), y.entries(), this::compareEntries);
        } else if (a instanceof CallTerm x && b instanceof CallTerm y) {
            return compareCalls(x, y);
        } else if (a instanceof TemplateStringTerm x && b instanceof TemplateStringTerm y) {
            return compareTemplates(x, y);
        }
        return compareComprehensions(a, b);
    }

    /** The order of two lists: by the first terms that differ, then the shorter one first. */
    public int compareAll(List<? extends Term> a, List<? extends Term> b) {
        return compareLists(a, b, this);
    }

    /** The order of two lists of anything: by the first elements that differ, then the shorter one first. */
    public static <T> int compareLists(List<? extends T> a, List<? extends T> b, Comparator<? super T> order) {
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

    private static List<String> hugeNumbers(Node node) {
        if (node instanceof StringTerm) {
            return List.of();
        } else if (node instanceof NumberTerm number) {
            return Double.isInfinite(Double.parseDouble(number.text())) ? List.of(number.text()) : List.of();
        }
        List<String> found = new ArrayList<>();
        node.children().forEach(child -> found.addAll(hugeNumbers(child)));
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

    private int compareEntries(ObjectTerm.Entry a, ObjectTerm.Entry b) {
        int c = compare(a.key(), b.key());
        return c != 0 ? c : compare(a.value(), b.value());
    }

    private int compareCalls(CallTerm a, CallTerm b) {
        int c = compare(a.operator(), b.operator());
        return c != 0 ? c : compareAll(a.args(), b.args());
    }

    /** Those on one line first, then the shorter, then by their parts: terms before expressions. */
    private static int compareTemplates(TemplateStringTerm a, TemplateStringTerm b) {
        int c = Boolean.compare(a.multiLine(), b.multiLine());
        c = c != 0 ? c : Integer.compare(a.parts().size(), b.parts().size());
        return c != 0 ? c : NodeOrder.INSTANCE.compareAll(a.parts(), b.parts());
    }

    private int compareComprehensions(Term a, Term b) {
        int c = 0;
        Body x = null;
        Body y = null;
        if (a instanceof ArrayComprehensionTerm p && b instanceof ArrayComprehensionTerm q) {
            c = compare(p.term(), q.term());
            x = p.body();
            y = q.body();
        } else if (a instanceof SetComprehensionTerm p && b instanceof SetComprehensionTerm q) {
            c = compare(p.term(), q.term());
            x = p.body();
            y = q.body();
        } else if (a instanceof ObjectComprehensionTerm p && b instanceof ObjectComprehensionTerm q) {
            c = compare(p.key(), q.key());
            c = c != 0 ? c : compare(p.value(), q.value());
            x = p.body();
            y = q.body();
        }
        return c != 0 ? c : compareBodies(x, y);
    }

    private static int compareBodies(@Nullable Body a, @Nullable Body b) {
        return a == null || b == null ? 0 : NodeOrder.INSTANCE.compare(a, b);
    }

    private static int rank(Term term) {
        if (term instanceof NullTerm) {
            return 0;
        } else if (term instanceof BooleanTerm) {
            return 1;
        } else if (term instanceof NumberTerm) {
            return 2;
        } else if (term instanceof StringTerm) {
            return 3;
        } else if (term instanceof TemplateStringTerm) {
            return 4;
        } else if (term instanceof VarTerm) {
            return 5;
        } else if (term instanceof RefTerm) {
            return 6;
        } else if (term instanceof ArrayTerm) {
            return 7;
        } else if (term instanceof ObjectTerm) {
            return 8;
        } else if (term instanceof SetTerm) {
            return 9;
        } else if (term instanceof ArrayComprehensionTerm) {
            return 10;
        } else if (term instanceof ObjectComprehensionTerm) {
            return 11;
        } else if (term instanceof SetComprehensionTerm) {
            return 12;
        }
        return 13;
    }
}
