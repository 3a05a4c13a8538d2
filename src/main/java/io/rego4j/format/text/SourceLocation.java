package io.rego4j.format.text;

import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.internal.go.GoText;
import io.rego4j.internal.go.GoUnescape;
import io.rego4j.source.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a node stood, in OPA's terms: {@code location.Location}. A node without a place gets an {@linkplain #assigned
 * assigned} one, at row 1 and column 1, whose text is the node on one line: OPA's {@code defaultLocation}.
 */
public final class SourceLocation {
    /** OPA's {@code negativeRow}: before every comment. */
    public static final SourceLocation NOWHERE = new SourceLocation(null, "", 0, 0, -1, 0, false, true, null);

    /** More characters than are counted one by one. */
    private static final int LONG = 100;

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

    private SourceLocation(
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

    static SourceLocation of(Origin origin, Source source) {
        int anchor = origin.anchor();
        return new SourceLocation(
                source, source.text(), origin.start(), origin.end(), source.row(anchor), anchor, false, false, null);
    }

    /** The place that OPA gives to a node without one. */
    static SourceLocation assignedTo(Node node) {
        return assignedTo(node, 1);
    }

    /** The place that OPA gives to an import that it adds. */
    public static SourceLocation assignedTo(@Nullable Node node, int row) {
        return new SourceLocation(null, null, 0, 0, row, 0, true, true, node);
    }

    /** The same location with another row. */
    public SourceLocation inRow(int otherRow) {
        return new SourceLocation(source, text, start, end, otherRow, anchor, assigned, true, node);
    }

    /** The part of this place from an offset on. */
    private SourceLocation from(int offset) {
        String all = text();
        return new SourceLocation(
                source,
                all,
                offset,
                end,
                row + lineFeeds(start, offset),
                anchor + offset - start,
                assigned,
                true,
                node);
    }

    /** The node, where it had no place of its own. */
    public @Nullable Node node() {
        return node;
    }

    /** True if the node had no place of its own. */
    public boolean assigned() {
        return assigned;
    }

    public int row() {
        return row;
    }

    /** The column, from 1. */
    int column() {
        return source == null ? 1 : source.column(anchor);
    }

    /** True if both are the same place: OPA compares pointers where the parser shares one. */
    public boolean isSameAs(SourceLocation other) {
        return !assigned
                && !other.assigned
                && source == other.source
                && anchor == other.anchor
                && start == other.start
                && end == other.end;
    }

    /** The order of two places: by row, then by column. */
    public int compareTo(SourceLocation other) {
        if (row != other.row) {
            return Integer.compare(row, other.row);
        }
        // A column needs a search in the row; in one row of one text the offsets have the same order.
        boolean sameRow = source != null && source == other.source && !moved && !other.moved;
        return sameRow ? Integer.compare(anchor, other.anchor) : Integer.compare(column(), other.column());
    }

    /** The row in which the text ends: OPA's {@code location.EndOf}. */
    public int endRow() {
        return row + newlines();
    }

    /** The number of line feeds in the text. */
    int newlines() {
        return assigned ? 0 : lineFeeds(start, end);
    }

    /** The row in which the text ends, without blanks and line feeds at its end. */
    public int trimmedEndRow() {
        return assigned ? row : row + lineFeeds(start, TextScan.trimEnd(text(), start, end));
    }

    /** {@link #trimmedEndRow()} of the part before another place in the same text. */
    public int trimmedEndRowBefore(SourceLocation other) {
        if (assigned) {
            return row;
        }
        int length = other.anchor - anchor;
        int stop = length > 0 && length <= end - start ? start + length : end;
        return row + lineFeeds(start, TextScan.trimEnd(text(), start, stop));
    }

    public boolean isEmpty() {
        text();
        return start == end;
    }

    public boolean startsWith(char c) {
        String all = text();
        return start < end && all.charAt(start) == c;
    }

    public boolean endsWith(char c) {
        String all = text();
        return start < end && all.charAt(end - 1) == c;
    }

    /** True if the text is a string with this value, in double quotes or backquotes, however it is spelled. */
    public boolean isString(String value) {
        if (assigned || end - start < 2 || text().charAt(start) != text().charAt(end - 1)) {
            return false;
        }
        String inner = written().substring(1, end - start - 1);
        return switch (text().charAt(start)) {
            case '`' -> inner.equals(value);
            // Without a backslash no quote is escaped: one inside ends the string.
            case '"' ->
                (inner.indexOf('\\') >= 0 || inner.indexOf('"') < 0)
                        && value.equals(GoUnescape.unescape(inner, 0, inner.length()));
            default -> false;
        };
    }

    /** The text. */
    public String written() {
        return text().substring(start, end);
    }

    /** Writes the text. */
    public void writeTo(LineBuffer out) {
        String all = text();
        out.write(all, start, end);
    }

    /** Writes the text from the first such character on; false if there is none. */
    public boolean writeFromFirst(char c, LineBuffer out) {
        String all = text();
        int at = TextScan.first(all, start, end, c);
        if (at < 0) {
            return false;
        }
        out.write(all, at, end);
        return true;
    }

    /** True if the text of {@code first} is in this text, after a line feed that is not its first character. */
    public boolean breaksBefore(SourceLocation first) {
        if (assigned) {
            return false;
        }
        String all = text();
        int newline = firstLineFeed();
        if (newline <= start) {
            return false;
        }
        int at = TextScan.indexOf(all, start, end, first.text(), first.start, first.end);
        return at > newline;
    }

    /** The place of a body's opening brace, which is the last one before the body's first expression. */
    public SourceLocation braceBefore(SourceLocation first) {
        if (first.anchor <= anchor) {
            return this;
        }
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
    public boolean hasTextBefore(SourceLocation inner, String word) {
        int relative = inner.row - row;
        if (assigned || relative <= 0) {
            return false;
        }
        String all = text();
        int at = start;
        for (int i = 0; i < relative; i++) {
            at = TextScan.first(all, at, end, '\n') + 1;
            if (at == 0) {
                return false;
            }
        }
        int stop = TextScan.first(all, at, end, '\n');
        stop = stop < 0 ? end : stop;
        while (at < stop && GoText.isSpace(all.charAt(at))) {
            at++;
        }
        return !(all.startsWith(word, at) && at + word.length() <= stop);
    }

    /** The row of the bracket that closes the first one of its kind, as OPA counts them: strings and all. */
    public SourceLocation closing(char open, char close, boolean exactly) {
        text();
        return closing(start, 0, open, close, exactly);
    }

    /** As {@link #closing(char, char, boolean)}, after the first pair of other brackets. */
    public SourceLocation closingAfter(char skipOpen, char skipClose, char open, char close, boolean exactly) {
        String all = text();
        int first = start;
        while (first < end && all.charAt(first) != skipOpen) {
            first++;
        }
        int i = closingOffset(first, skipOpen, skipClose, exactly);
        // OPA does not count the rows before a bracket.
        int rows = lineFeeds(exactly ? start : first, Math.min(i, end));
        return closing(i, rows, open, close, exactly);
    }

    private SourceLocation closing(int from, int rowsBefore, char open, char close, boolean exactly) {
        String all = text();
        int i = from;
        while (i < end && all.charAt(i) != open) {
            i = exactly ? TextScan.skip(all, i, end) : i + 1;
        }
        int closing = closingOffset(i, open, close, exactly);
        if (closing >= end) {
            return NOWHERE;
        }
        return NOWHERE.inRow(row + rowsBefore + lineFeeds(exactly ? from : i + 1, closing));
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
            i = exactly ? TextScan.skip(all, i, end) : i + 1;
        }
        return i;
    }

    /** The line feeds from one offset to another. */
    private int lineFeeds(int from, int to) {
        return isLong() ? source().row(to) - source().row(from) : TextScan.count(text(), from, to, '\n');
    }

    /** The offset of the first line feed; -1 if there is none. */
    private int firstLineFeed() {
        if (!isLong()) {
            return TextScan.first(text(), start, end, '\n');
        }
        int first = source().row(start);
        int at = first < source().rows() ? source().rowStart(first + 1) - 1 : end;
        return at < end ? at : -1;
    }

    /**
     * True if the source's table of lines is faster than a count over all characters, which each level of a deep term
     * would repeat.
     */
    private boolean isLong() {
        return source != null && end - start > LONG;
    }

    private Source source() {
        return Objects.requireNonNull(source);
    }

    private String text() {
        String known = text;
        if (known == null) {
            known = node == null ? "" : InlinePrinter.of(node);
            text = known;
            end = known.length();
        }
        return known;
    }
}
