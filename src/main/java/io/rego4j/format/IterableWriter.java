package io.rego4j.format;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.GoSort;
import io.rego4j.ast.Node;
import io.rego4j.ast.ObjectTerm;
import io.rego4j.ast.SetTerm;
import io.rego4j.ast.Term;
import java.util.ArrayList;
import java.util.List;

/** Writes the items of a collection or a call on as many lines as they stood on: OPA's {@code writeIterable}. */
final class IterableWriter {
    private final Writing w;

    IterableWriter(Writing w) {
        this.w = w;
    }

    /** How one item is written. */
    @FunctionalInterface
    private interface ItemWriter<T> {
        void write(T item, Place place) throws UnexpectedComment;
    }

    /** An item with its place. */
    private record Item<T>(T value, Place place) {}

    void writeArray(ArrayTerm array, Place place) throws UnexpectedComment {
        w.out.write('[');
        try {
            w.losing(() -> write(array.items(), place, w.closing(place, '[', ']'), true));
        } finally {
            w.out.write(']');
        }
    }

    void writeSet(SetTerm set, Place place) throws UnexpectedComment {
        if (set.items().isEmpty()) {
            w.out.write("set()");
            w.losing(() -> w.comments.insert(w.closing(place, '(', ')')));
            return;
        }
        w.out.write('{');
        try {
            w.losing(() -> write(set.items(), place, w.closing(place, '{', '}'), true));
        } finally {
            w.out.write('}');
        }
    }

    void writeObject(ObjectTerm object, Place place) throws UnexpectedComment {
        w.out.write('{');
        try {
            List<Item<ObjectTerm.Entry>> entries =
                    new ArrayList<>(object.entries().size());
            for (ObjectTerm.Entry entry : object.entries()) {
                entries.add(new Item<>(entry, w.places.of(entry.key())));
            }
            sort(entries);
            write(grouped(entries, place), place, w.closing(place, '{', '}'), this::writeEntry);
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
    void write(List<Term> terms, Place start, Place close, boolean inCollection) throws UnexpectedComment {
        write(lines(terms, start), start, close, (term, place) -> writeItem(term, place, inCollection));
    }

    /** The number of lines on which nodes are written: one more for each that starts below the one before. */
    int countLines(List<? extends Node> nodes, Place start) {
        return lines(nodes, start).size();
    }

    private <T extends Node> List<List<Item<T>>> lines(List<T> nodes, Place start) {
        List<Item<T>> items = new ArrayList<>(nodes.size());
        for (T node : nodes) {
            items.add(new Item<>(node, w.places.of(node)));
        }
        if (w.places.areUnknown(nodes)) {
            return List.of(items);
        }
        sort(items);
        return grouped(items, start);
    }

    private static <T> void sort(List<Item<T>> items) {
        for (int i = 1; i < items.size(); i++) {
            if (items.get(i - 1).place().compareTo(items.get(i).place()) > 0) {
                GoSort.sort(items, (a, b) -> a.place().compareTo(b.place()));
                return;
            }
        }
    }

    private static <T> List<List<Item<T>>> grouped(List<Item<T>> items, Place start) {
        List<List<Item<T>>> lines = new ArrayList<>();
        int from = 0;
        int row = start.row();
        for (int i = 0; i < items.size(); i++) {
            int next = items.get(i).place().row();
            if (next > row && i > 0) {
                lines.add(items.subList(from, i));
                from = i;
            }
            row = next;
        }
        lines.add(items.subList(from, items.size()));
        return lines;
    }

    private <T> void write(List<List<Item<T>>> lines, Place start, Place close, ItemWriter<T> writer)
            throws UnexpectedComment {
        boolean multiline = lines.size() > 1;
        if (!multiline) {
            List<Item<T>> line = lines.get(0);
            if (w.queue.hasBetween(start.row(), close.row())) {
                // A comment stands on a line of its own where there will be one line: keep what stood there.
                if (!w.careful) {
                    throw UnexpectedComment.SIGNAL;
                }
                multiline = true;
            }
            multiline |= !line.isEmpty() && start.breaksBefore(line.get(0).place());
        }
        if (multiline) {
            w.out.delayComment();
            w.out.startItems();
        }
        boolean separate = multiline;
        w.losing(() -> {
            for (int i = 0; i < lines.size(); i++) {
                if (i > 0) {
                    w.out.write(',');
                    w.out.endLine();
                    w.out.startLine();
                }
                writeLine(lines.get(i), writer);
            }
            if (separate) {
                if (!w.careful || !lines.get(0).isEmpty()) {
                    w.out.write(',');
                }
                w.out.endLine();
                w.comments.insert(close);
                w.out.down();
                w.out.startLine();
            }
        });
    }

    private <T> void writeLine(List<Item<T>> line, ItemWriter<T> writer) throws UnexpectedComment {
        for (int i = 0; i < line.size(); i++) {
            if (i > 0) {
                w.out.write(", ");
            }
            writer.write(line.get(i).value(), line.get(i).place());
        }
    }

    private void writeItem(Term term, Place place, boolean inCollection) throws UnexpectedComment {
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

    private void writeEntry(ObjectTerm.Entry entry, Place place) throws UnexpectedComment {
        boolean keyParens = Operators.isUnion(entry.key());
        if (keyParens) {
            w.out.write('(');
        }
        w.losing(() -> w.terms.write(entry.key(), place));
        if (keyParens) {
            w.out.write(')');
        }
        w.out.write(": ");
        writeItem(entry.value(), w.places.of(entry.value()), true);
    }
}
