package io.rego4j.source;

import java.util.Objects;

/**
 * A place in a source: the text from {@code start} to {@code end}, and the {@code anchor} whose row and column name it.
 * The two differ where OPA's do: the place of {@code (a + b) * c} is named by the row and column of {@code a}, and its
 * text starts at the parenthesis.
 *
 * @param source the text
 * @param anchor the offset that gives row and column
 * @param start the offset of the first character
 * @param end the offset after the last character
 */
public record Span(Source source, int anchor, int start, int end) {
    public Span {
        Objects.requireNonNull(source, "source");
        if (anchor < 0 || start < 0 || end < start || end > source.text().length()) {
            throw new IllegalArgumentException("no span " + start + ".." + end + " at " + anchor + " in a text of "
                    + source.text().length() + " characters");
        }
    }

    /** The place of the characters from {@code start} to {@code end}, named by the first one. */
    public static Span of(Source source, int start, int end) {
        return new Span(source, start, start, end);
    }

    /** The row, from 1; for a line feed the next one, as OPA has it. */
    public int row() {
        return source.isLineFeed(anchor) ? source.row(anchor) + 1 : source.row(anchor);
    }

    /** The column, from 1 and in code points; 0 for a line feed, as OPA has it. */
    public int column() {
        return source.isLineFeed(anchor) ? 0 : source.column(anchor);
    }

    /** The text as it stands in the source. */
    public String text() {
        return source.text().substring(start, end);
    }

    /** {@code file:row:column}, or {@code row:column} where the source has no name. */
    @Override
    public String toString() {
        String place = row() + ":" + column();
        return source.name().isEmpty() ? place : source.printableName() + ":" + place;
    }
}
