package io.rego4j.format;

import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.source.Source;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stood, in OPA's terms: {@code location.Location}. A node without a place gets an {@linkplain #assigned
 * assigned} one, at row 1 and column 1, whose text is the node on one line: OPA's {@code defaultLocation}.
 */
final class Place {
    /** OPA's {@code negativeRow}: before every comment. */
    static final Place NOWHERE = new Place(null, "", 0, 0, -1, 0, false, true, null);

    private final @Nullable Source source;
    private @Nullable String text;
    private final int start;
    private int end;
    private final int row;
    private final int anchor;
    private final boolean assigned;
    /** True if the row may not be that of the anchor. */
    private final boolean moved;

    private final @Nullable Node node;

    private Place(
            @Nullable Source source,
            @Nullable String text,
            int start,
            int end,
            int row,
            int anchor,
            boolean assigned,
            boolean moved,
            @Nullable Node node) {
        this.source = source;
        this.text = text;
        this.start = start;
        this.end = end;
        this.row = row;
        this.anchor = anchor;
        this.assigned = assigned;
        this.moved = moved;
        this.node = node;
    }

    static Place of(Origin origin, Source source) {
        int anchor = origin.anchor();
        return new Place(
                source, source.text(), origin.start(), origin.end(), source.row(anchor), anchor, false, false, null);
    }

    /** The place that OPA gives to a node without one. */
    static Place assignedTo(Node node) {
        return assignedTo(node, 1);
    }

    /** The place that OPA gives to an import that it adds. */
    static Place assignedTo(@Nullable Node node, int row) {
        return new Place(null, null, 0, 0, row, 0, true, true, node);
    }

    /** The same place, said to be in another row. */
    Place inRow(int otherRow) {
        return new Place(source, text, start, end, otherRow, anchor, assigned, true, node);
    }

    /** The part of this place from an offset on. */
    private Place from(int offset) {
        String all = text();
        return new Place(
                source,
                all,
                offset,
                end,
                row + Text.count(all, start, offset, '\n'),
                anchor + offset - start,
                assigned,
                true,
                node);
    }

    /** True if the node had no place of its own. */
    boolean assigned() {
        return assigned;
    }

    int row() {
        return row;
    }

    /** The column, from 1. */
    int column() {
        return source == null ? 1 : source.column(anchor);
    }

    /** True if both are the same place: OPA compares pointers where the parser shares one. */
    boolean isSameAs(Place other) {
        return !assigned
                && !other.assigned
                && source == other.source
                && anchor == other.anchor
                && start == other.start
                && end == other.end;
    }

    /** The order of two places: by row, then by column. */
    int compareTo(Place other) {
        if (row != other.row) {
            return Integer.compare(row, other.row);
        }
        // Columns cost a look at the row; in one row of one text the offsets tell as much.
        boolean sameRow = source != null && source == other.source && !moved && !other.moved;
        return sameRow ? Integer.compare(anchor, other.anchor) : Integer.compare(column(), other.column());
    }

    /** The row in which the text ends: OPA's {@code location.EndOf}. */
    int endRow() {
        return row + newlines();
    }

    /** The number of line feeds in the text. */
    int newlines() {
        return assigned ? 0 : Text.count(text(), start, end, '\n');
    }

    /** The row in which the text ends, without blanks and line feeds at its end. */
    int trimmedEndRow() {
        return assigned ? row : row + Text.count(text(), start, Text.trimEnd(text(), start, end), '\n');
    }

    /** {@link #trimmedEndRow()} of the part before another place in the same text. */
    int trimmedEndRowBefore(Place other) {
        if (assigned) {
            return row;
        }
        int length = other.anchor - anchor;
        int stop = length > 0 && length <= end - start ? start + length : end;
        return row + Text.count(text(), start, Text.trimEnd(text(), start, stop), '\n');
    }

    boolean isEmpty() {
        text();
        return start == end;
    }

    boolean startsWith(char c) {
        String all = text();
        return start < end && all.charAt(start) == c;
    }

    boolean endsWith(char c) {
        String all = text();
        return start < end && all.charAt(end - 1) == c;
    }

    /** The text. */
    String written() {
        return text().substring(start, end);
    }

    /** Writes the text. */
    void writeTo(LineBuffer out) {
        String all = text();
        out.write(all, start, end);
    }

    /** Writes the text from the first such character on; false if there is none. */
    boolean writeFromFirst(char c, LineBuffer out) {
        String all = text();
        int at = Text.first(all, start, end, c);
        if (at < 0) {
            return false;
        }
        out.write(all, at, end);
        return true;
    }

    /** True if the text of {@code first} is in this text, after a line feed that is not its first character. */
    boolean breaksBefore(Place first) {
        if (assigned) {
            return false;
        }
        String all = text();
        int newline = Text.first(all, start, end, '\n');
        if (newline <= start) {
            return false;
        }
        int at = Text.indexOf(all, start, end, first.text(), first.start, first.end);
        return at > newline;
    }

    /** The place of a body's opening brace, which is the last one before the body's first expression. */
    Place braceBefore(Place first) {
        String all = text();
        int from = Math.min(first.anchor - anchor, end - start);
        for (int i = start + from - 1; i >= start; i--) {
            if (all.charAt(i) == '{') {
                return from(i);
            }
        }
        return this;
    }

    /** True if the line of this text in which {@code inner} starts has something before the word. */
    boolean hasTextBefore(Place inner, String word) {
        int relative = inner.row - row;
        if (assigned || relative <= 0) {
            return false;
        }
        String all = text();
        int at = start;
        for (int i = 0; i < relative; i++) {
            at = Text.first(all, at, end, '\n') + 1;
            if (at == 0) {
                return false;
            }
        }
        int stop = Text.first(all, at, end, '\n');
        stop = stop < 0 ? end : stop;
        while (at < stop && Text.isSpace(all.charAt(at))) {
            at++;
        }
        return !(all.startsWith(word, at) && at + word.length() <= stop);
    }

    /** The row of the bracket that closes the first one of its kind, as OPA counts them: strings and all. */
    Place closing(char open, char close, boolean exactly) {
        text();
        return closing(start, 0, open, close, exactly);
    }

    /** As {@link #closing(char, char, boolean)}, after the first pair of other brackets. */
    Place closingAfter(char skipOpen, char skipClose, char open, char close, boolean exactly) {
        String all = text();
        int first = start;
        while (first < end && all.charAt(first) != skipOpen) {
            first++;
        }
        int i = closingOffset(first, skipOpen, skipClose, exactly);
        // OPA does not count the rows before a bracket.
        int rows = Text.count(all, exactly ? start : first, Math.min(i, end), '\n');
        return closing(i, rows, open, close, exactly);
    }

    private Place closing(int from, int rowsBefore, char open, char close, boolean exactly) {
        String all = text();
        int i = from;
        while (i < end && all.charAt(i) != open) {
            i = exactly ? Text.skip(all, i, end) : i + 1;
        }
        int closing = closingOffset(i, open, close, exactly);
        if (closing >= end) {
            return NOWHERE;
        }
        return NOWHERE.inRow(row + rowsBefore + Text.count(all, exactly ? from : i + 1, closing, '\n'));
    }

    /** The offset at which the bracket at an offset is closed; the end or more if it is not. */
    private int closingOffset(int from, char open, char close, boolean exactly) {
        String all = text();
        int i = from + 1;
        int depth = 1;
        while (i < end) {
            char c = all.charAt(i);
            if (c == open) {
                depth++;
            } else if (c == close) {
                depth--;
                if (depth == 0) {
                    return i;
                }
            }
            i = exactly ? Text.skip(all, i, end) : i + 1;
        }
        return i;
    }

    private String text() {
        String known = text;
        if (known == null) {
            known = node == null ? "" : OneLine.of(node);
            text = known;
            end = known.length();
        }
        return known;
    }
}
