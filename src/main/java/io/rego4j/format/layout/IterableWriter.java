package io.rego4j.format.layout;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Node;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import io.rego4j.format.text.Operators;
import io.rego4j.format.text.SourceLocation;
import io.rego4j.internal.go.GoSort;
import java.util.ArrayList;
import java.util.List;

/** Writes the items of a collection or a call on as many lines as they stood on: OPA's {@code writeIterable}. */
final class IterableWriter {
    private final WriterContext w;

    IterableWriter(WriterContext w) {
        this.w = w;
    }

    /** How one item is written. */
    @FunctionalInterface
    private interface ItemWriter<T> {
        void write(T item, SourceLocation place);
    }

    /** An item with its place. */
    private record Item<T>(T value, SourceLocation place) {}

    void writeArray(ArrayTerm array, SourceLocation place) {
        w.out.write('[');
        try {
            write(array.items(), place, w.closing(place, '[', ']'), true);
        } finally {
            w.out.write(']');
        }
    }

    void writeSet(SetTerm set, SourceLocation place) {
        if (set.items().isEmpty()) {
            w.out.write("set()");
            w.comments.insert(w.closing(place, '(', ')'));
            return;
        }
        w.out.write('{');
        try {
            write(set.items(), place, w.closing(place, '{', '}'), true);
        } finally {
            w.out.write('}');
        }
    }

    void writeObject(ObjectTerm object, SourceLocation place) {
        w.out.write('{');
        try {
            List<Item<ObjectTerm.Entry>> entries =
                    new ArrayList<>(object.entries().size());
            for (ObjectTerm.Entry entry : object.entries()) {
                entries.add(new Item<>(entry, w.places.of(entry.key())));
            }
            sort(entries);
            write(entries, false, place, w.closing(place, '{', '}'), this::writeEntry);
        } finally {
            w.out.write('}');
        }
    }

    /**
     * Writes terms.
     *
     * @param start where the brackets are, or what they belong to
     * @param close where they close
     * @param inCollection true if a union needs parentheses here, so that it is not read as a comprehension
     */
    void write(List<Term> terms, SourceLocation start, SourceLocation close, boolean inCollection) {
        boolean oneLine = w.places.areUnknown(terms);
        write(
                items(terms, oneLine || w.syntax.keepsOrder()),
                oneLine,
                start,
                close,
                (term, place) -> writeItem(term, place, inCollection));
    }

    /** True if nodes are written on more than one line: one more for each that starts below the one before. */
    boolean areOnManyLines(List<? extends Node> nodes, SourceLocation start) {
        return !w.places.areUnknown(nodes) && areOnManyLines(items(nodes, false), start.row());
    }

    private static <T> boolean areOnManyLines(List<Item<T>> items, int startRow) {
        int row = startRow;
        for (int i = 0; i < items.size(); i++) {
            int next = items.get(i).place().row();
            if (next > row && i > 0) {
                return true;
            }
            row = next;
        }
        return false;
    }

    private <T extends Node> List<Item<T>> items(List<T> nodes, boolean unordered) {
        List<Item<T>> items = new ArrayList<>(nodes.size());
        for (int i = 0; i < nodes.size(); i++) {
            items.add(new Item<>(nodes.get(i), w.places.of(nodes.get(i))));
        }
        if (!unordered) {
            sort(items);
        }
        return items;
    }

    private static <T> void sort(List<Item<T>> items) {
        for (int i = 1; i < items.size(); i++) {
            if (items.get(i - 1).place().compareTo(items.get(i).place()) > 0) {
                GoSort.sort(items, (a, b) -> a.place().compareTo(b.place()));
                return;
            }
        }
    }

    private <T> void write(
            List<Item<T>> items, boolean oneLine, SourceLocation start, SourceLocation close, ItemWriter<T> writer) {
        boolean multiline = !oneLine && areOnManyLines(items, start.row());
        if (!multiline) {
            if (w.pending.hasBetween(start.row(), close.row())) {
                multiline = w.comments.breaksLines();
            }
            multiline |= !items.isEmpty() && start.breaksBefore(items.get(0).place());
        }
        if (multiline) {
            w.comments.startItems();
        }
        boolean broken = multiline;
        w.comments.dropOnFailure(() -> {
            writeLines(items, oneLine, start.row(), writer);
            if (broken) {
                if (w.comments.endsWithComma(items.isEmpty())) {
                    w.out.write(',');
                }
                w.comments.endLine();
                w.comments.insert(close);
                w.out.down();
                w.comments.startLine();
            }
        });
    }

    private <T> void writeLines(List<Item<T>> items, boolean oneLine, int startRow, ItemWriter<T> writer) {
        int row = startRow;
        for (int i = 0; i < items.size(); i++) {
            SourceLocation place = items.get(i).place();
            if (i > 0 && !oneLine && place.row() > row) {
                w.out.write(',');
                w.comments.endLine();
                w.comments.startLine();
            } else if (i > 0) {
                w.out.write(", ");
            }
            row = place.row();
            writer.write(items.get(i).value(), place);
        }
    }

    private void writeItem(Term term, SourceLocation place, boolean inCollection) {
        boolean parens = Operators.isUnion(term) && (inCollection || place.startsWith('('));
        if (parens) {
            w.out.write('(');
        }
        try {
            w.terms.write(term, place);
        } finally {
            if (parens) {
                w.out.write(')');
            }
        }
    }

    private void writeEntry(ObjectTerm.Entry entry, SourceLocation place) {
        boolean keyParens = Operators.isUnion(entry.key());
        if (keyParens) {
            w.out.write('(');
        }
        w.terms.write(entry.key(), place);
        if (keyParens) {
            w.out.write(')');
        }
        w.out.write(": ");
        writeItem(entry.value(), w.places.of(entry.value()), true);
    }
}
