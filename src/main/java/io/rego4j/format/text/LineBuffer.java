package io.rego4j.format.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text as it grows, line by line: its indentation, and the comments that wait for the end of the line. Where OPA knows
 * one such comment and loses a second, a careful buffer writes the others on lines of their own.
 */
public final class LineBuffer {
    private boolean careful;
    private char[] text;
    private int length;
    private final List<LocatedComment> waiting = new ArrayList<>(2);
    private int level;
    private boolean inline;
    private boolean delay;
    private @Nullable LocatedComment lastMetadata;
    private int lastMetadataEnd;

    public LineBuffer(int capacity, boolean careful) {
        this.text = new char[capacity];
        this.careful = careful;
    }

    /** From here on the buffer is careful, or not. */
    public void setCareful(boolean careful) {
        if (this.careful && !careful) {
            flushWaiting();
        }
        this.careful = careful;
    }

    public void write(String written) {
        write(written, 0, written.length());
    }

    public void write(char c) {
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
    public void startLine() {
        inline = true;
        if (careful) {
            backToLineStart();
        }
        indent(level);
    }

    /** Starts a line, unless one has been started. */
    public void ensureLine() {
        if (!inline) {
            startLine();
        }
    }

    /** Ends the line, with the comment that waits for it. */
    public void endLine() {
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
    public void blankLine() {
        if (inline) {
            endLine();
        }
        write('\n');
    }

    /** Writes a comment as a whole line. */
    public void writeComment(LocatedComment comment) {
        if (careful) {
            writeCarefully(comment);
            return;
        }
        ensureLine();
        write(comment.text());
        endLine();
    }

    /** Writes the comments that still wait, after everything else. */
    public void flushWaiting() {
        if (!waiting.isEmpty()) {
            List<LocatedComment> left = new ArrayList<>(waiting);
            waiting.clear();
            left.forEach(this::writeCarefully);
        }
    }

    private void endLineCarefully() {
        List<LocatedComment> comments = new ArrayList<>(waiting);
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
    private void writeCarefully(LocatedComment comment) {
        backToLineStart();
        LocatedComment last = lastMetadata;
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
    public boolean isAtLineStart() {
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
    public void startItems() {
        endLine();
        up();
        startLine();
    }

    public void up() {
        level++;
    }

    public void down() {
        if (level == 0) {
            throw new LayoutFailure("negative indentation level");
        }
        level--;
    }

    /** The comment waits for the line after this one; a careful buffer keeps it where it stood. */
    public void delayComment() {
        delay = !careful;
    }

    public void setInline() {
        inline = true;
    }

    /** The comment that waits for the end of the line. */
    @Nullable
    public LocatedComment waiting() {
        return waiting.isEmpty() ? null : waiting.get(0);
    }

    public void await(LocatedComment comment) {
        waiting.add(comment);
    }

    /** The comments of these rows need not wait any more: they have been written. */
    public void forgetWaiting(int firstRow, int lastRow) {
        for (Iterator<LocatedComment> i = waiting.iterator(); i.hasNext(); ) {
            int row = i.next().row();
            if (row >= firstRow && row <= lastRow) {
                i.remove();
            }
        }
    }

    public void forgetWaiting() {
        waiting.clear();
    }

    public int length() {
        return length;
    }

    public int level() {
        return level;
    }

    /** Goes back to an earlier length and level. */
    public void rewind(int earlierLength, int earlierLevel) {
        length = earlierLength;
        level = earlierLevel;
    }

    /** The text, with one line feed at its end where there are any. */
    public String finished() {
        int end = length;
        while (end > 0 && text[end - 1] == '\n') {
            end--;
        }
        return new String(text, 0, end < length ? end + 1 : end);
    }
}
