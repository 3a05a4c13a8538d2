package io.rego4j.format;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text as it grows, line by line: its indentation, and the comments that wait for the end of the line. Where OPA knows
 * one such comment and loses a second, a careful buffer writes the others on lines of their own.
 */
final class LineBuffer {
    private final StringBuilder out;
    private final boolean careful;
    private final List<PlacedComment> waiting = new ArrayList<>(2);
    private int level;
    private boolean inline;
    private boolean delay;
    private @Nullable PlacedComment lastMetadata;
    private int lastMetadataEnd;

    LineBuffer(int capacity, boolean careful) {
        this.out = new StringBuilder(capacity);
        this.careful = careful;
    }

    void write(String text) {
        out.append(text);
    }

    void write(char c) {
        out.append(c);
    }

    void write(String text, int start, int end) {
        out.append(text, start, end);
    }

    /** Starts a line with the indentation of the level. */
    void startLine() {
        inline = true;
        if (careful) {
            backToLineStart();
        }
        for (int i = 0; i < level; i++) {
            out.append('\t');
        }
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
            out.append(' ').append(waiting.get(0).text());
            waiting.clear();
        }
        delay = false;
        out.append('\n');
    }

    /** Writes an empty line; ends the line first if one has been started. */
    void blankLine() {
        if (inline) {
            endLine();
        }
        out.append('\n');
    }

    /** Writes a comment as a whole line. */
    void writeComment(PlacedComment comment) {
        if (careful) {
            writeCarefully(comment);
            return;
        }
        ensureLine();
        out.append(comment.text());
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
                out.append(' ').append(comments.get(next++).text());
            }
            out.append('\n');
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
        if (last != null && lastMetadataEnd == out.length() && !comment.continues(last)) {
            out.append('\n');
        }
        if (!comment.inMetadata()) {
            int tabs = level == 0 && comment.looksLikeMetadata() ? 1 : level;
            for (int i = 0; i < tabs; i++) {
                out.append('\t');
            }
        }
        out.append(comment.text()).append('\n');
        inline = false;
        if (comment.inMetadata()) {
            lastMetadata = comment;
            lastMetadataEnd = out.length();
        }
    }

    /** True if nothing but indentation stands on the line. */
    boolean isAtLineStart() {
        int at = lineStart();
        return at == 0 || out.charAt(at - 1) == '\n';
    }

    private void backToLineStart() {
        int at = lineStart();
        if (at == 0 || out.charAt(at - 1) == '\n') {
            out.setLength(at);
        }
    }

    private int lineStart() {
        int at = out.length();
        while (at > 0 && out.charAt(at - 1) == '\t') {
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
        return out.length();
    }

    int level() {
        return level;
    }

    /** Goes back to an earlier length and level. */
    void rewind(int length, int earlierLevel) {
        out.setLength(length);
        level = earlierLevel;
    }

    /** The text, with one line feed at its end where there are any. */
    String finished() {
        int end = out.length();
        while (end > 0 && out.charAt(end - 1) == '\n') {
            end--;
        }
        if (end < out.length()) {
            out.setLength(end);
            out.append('\n');
        }
        return out.toString();
    }
}
