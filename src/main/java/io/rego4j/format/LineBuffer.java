package io.rego4j.format;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text as it grows, line by line: its indentation, and the comments that wait for the end of the line. Where OPA knows
 * one such comment and loses a second, a careful buffer writes the others on lines of their own.
 */
final class LineBuffer {
    private boolean careful;
    private char[] text;
    private int length;
    private final List<PlacedComment> waiting = new ArrayList<>(2);
    private int level;
    private boolean inline;
    private boolean delay;
    private @Nullable PlacedComment lastMetadata;
    private int lastMetadataEnd;

    LineBuffer(int capacity, boolean careful) {
        this.text = new char[capacity];
        this.careful = careful;
    }

    /** From here on the buffer is careful, or not. */
    void setCareful(boolean careful) {
        if (this.careful && !careful) {
            flushWaiting();
        }
        this.careful = careful;
    }

    void write(String written) {
        write(written, 0, written.length());
    }

    void write(char c) {
        if (length == text.length) {
            makeRoom(1);
        }
        text[length++] = c;
    }

    /** Writes a part of a text. */
    void write(String written, int start, int end) {
        int more = end - start;
        if (more > text.length - length) {
            makeRoom(more);
        }
        written.getChars(start, end, text, length);
        length += more;
    }

    private void makeRoom(int more) {
        text = Arrays.copyOf(text, Math.max(length + more, length + (length >> 1) + 64));
    }

    private void indent(int tabs) {
        for (int i = 0; i < tabs; i++) {
            write('\t');
        }
    }

    /** Starts a line with the indentation of the level. */
    void startLine() {
        inline = true;
        if (careful) {
            backToLineStart();
        }
        indent(level);
    }

    /** Starts a line, unless one has been started. */
    void ensureLine() {
        if (!inline) {
            startLine();
        }
    }

    /** Ends the line, with the comment that waits for it. */
    void endLine() {
        inline = false;
        if (!waiting.isEmpty() && !delay) {
            if (careful) {
                endLineCarefully();
                return;
            }
            write(' ');
            write(waiting.get(0).text());
            waiting.clear();
        }
        delay = false;
        write('\n');
    }

    /** Writes an empty line; ends the line first if one has been started. */
    void blankLine() {
        if (inline) {
            endLine();
        }
        write('\n');
    }

    /** Writes a comment as a whole line. */
    void writeComment(PlacedComment comment) {
        if (careful) {
            writeCarefully(comment);
            return;
        }
        ensureLine();
        write(comment.text());
        endLine();
    }

    /** Writes the comments that still wait, after everything else. */
    void flushWaiting() {
        if (!waiting.isEmpty()) {
            List<PlacedComment> left = new ArrayList<>(waiting);
            waiting.clear();
            left.forEach(this::writeCarefully);
        }
    }

    private void endLineCarefully() {
        List<PlacedComment> comments = new ArrayList<>(waiting);
        waiting.clear();
        int next = 0;
        if (!isAtLineStart()) {
            if (!comments.get(0).inMetadata()) {
                write(' ');
                write(comments.get(next++).text());
            }
            write('\n');
        }
        while (next < comments.size()) {
            writeCarefully(comments.get(next++));
        }
    }

    /**
     * Writes a comment as a whole line, so that it stays what it is: METADATA in the first column and apart from what does
     * not belong to it, anything that only looks like METADATA in another column.
     */
    private void writeCarefully(PlacedComment comment) {
        backToLineStart();
        PlacedComment last = lastMetadata;
        if (last != null && lastMetadataEnd == length && !comment.continues(last)) {
            write('\n');
        }
        if (!comment.inMetadata()) {
            indent(level == 0 && comment.looksLikeMetadata() ? 1 : level);
        }
        write(comment.inMetadata() ? comment.withBlanks() : comment.text());
        write('\n');
        inline = false;
        if (comment.inMetadata()) {
            lastMetadata = comment;
            lastMetadataEnd = length;
        }
    }

    /** True if nothing but indentation stands on the line. */
    boolean isAtLineStart() {
        int at = lineStart();
        return at == 0 || text[at - 1] == '\n';
    }

    private void backToLineStart() {
        int at = lineStart();
        if (at == 0 || text[at - 1] == '\n') {
            length = at;
        }
    }

    private int lineStart() {
        int at = length;
        while (at > 0 && text[at - 1] == '\t') {
            at--;
        }
        return at;
    }

    /** Ends the line and starts a deeper one, for the items of a collection. */
    void startItems() {
        endLine();
        up();
        startLine();
    }

    void up() {
        level++;
    }

    void down() {
        if (level == 0) {
            throw new LayoutFailure("negative indentation level");
        }
        level--;
    }

    /** The comment waits for the line after this one; a careful buffer keeps it where it stood. */
    void delayComment() {
        delay = !careful;
    }

    void setInline() {
        inline = true;
    }

    /** The comment that waits for the end of the line. */
    @Nullable
    PlacedComment waiting() {
        return waiting.isEmpty() ? null : waiting.get(0);
    }

    void await(PlacedComment comment) {
        waiting.add(comment);
    }

    /** The comments of these rows need not wait any more: they have been written. */
    void forgetWaiting(int firstRow, int lastRow) {
        for (Iterator<PlacedComment> i = waiting.iterator(); i.hasNext(); ) {
            int row = i.next().row();
            if (row >= firstRow && row <= lastRow) {
                i.remove();
            }
        }
    }

    void forgetWaiting() {
        waiting.clear();
    }

    int length() {
        return length;
    }

    int level() {
        return level;
    }

    /** Goes back to an earlier length and level. */
    void rewind(int earlierLength, int earlierLevel) {
        length = earlierLength;
        level = earlierLevel;
    }

    /** The text, with one line feed at its end where there are any. */
    String finished() {
        int end = length;
        while (end > 0 && text[end - 1] == '\n') {
            end--;
        }
        return new String(text, 0, end < length ? end + 1 : end);
    }
}
