package io.rego4j.format.text;

import java.util.Arrays;

/** The text that is being written, line by line, and its indentation. */
public final class LineBuffer {
    private char[] text;
    private int length;
    private int level;
    private boolean inline;

    public LineBuffer(int capacity) {
        this.text = new char[capacity];
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

    /** Writes tabs. */
    public void indent(int tabs) {
        for (int i = 0; i < tabs; i++) {
            write('\t');
        }
    }

    /** Starts a line with the indentation of the level. */
    public void startLine() {
        inline = true;
        indent(level);
    }

    /** True if a line has been started and not ended. */
    public boolean isInline() {
        return inline;
    }

    /** Sets whether a line has been started. */
    public void setInline(boolean inline) {
        this.inline = inline;
    }

    /** True if nothing but indentation stands on the line. */
    public boolean isAtLineStart() {
        int at = lineStart();
        return at == 0 || text[at - 1] == '\n';
    }

    /** Removes the indentation of the line, if nothing else stands on it. */
    public void backToLineStart() {
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

    public void up() {
        level++;
    }

    public void down() {
        if (level == 0) {
            throw new LayoutFailure("negative indentation level");
        }
        level--;
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
