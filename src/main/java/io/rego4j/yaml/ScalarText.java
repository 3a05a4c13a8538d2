package io.rego4j.yaml;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/**
 * The text of a scalar and how it is written in its file: the offset of each character, and how a new text is written in its
 * place.
 */
final class ScalarText {
    /** A replacement of the text between two offsets of a file. */
    record Edit(int start, int end, String text) {
        /** A file with some edits, none of which overlap. */
        static String apply(String file, List<Edit> edits) {
            StringBuilder text = new StringBuilder(file.length() + 256);
            int at = 0;
            List<Edit> sorted = new ArrayList<>(edits);
            sorted.sort(Comparator.comparingInt(Edit::start));
            for (Edit edit : sorted) {
                text.append(file, at, edit.start).append(edit.text);
                at = edit.end;
            }
            return text.append(file, at, file.length()).toString();
        }
    }

    private final String file;
    private final int start;
    private final int end;
    private final ScalarStyle style;
    private final String value;
    private final int[] offsets;
    /** The column at which the lines of the block start, or would start if this scalar became a block. */
    private final int indent;
    /** True if a block may be written in its place. */
    private final boolean mayBeBlock;

    /**
     * A scalar.
     *
     * @param start where it starts in the file, with its indicator or quote
     * @param end where it ends; that of a block is the end of its last line that is not blank
     * @param blockIndent the column at which the lines of a block would start
     */
    private ScalarText(
            String file,
            int start,
            int end,
            ScalarStyle style,
            String value,
            int[] offsets,
            int indent,
            boolean block) {
        this.file = file;
        this.start = start;
        this.end = end;
        this.style = style;
        this.value = value;
        this.offsets = offsets;
        this.indent = indent;
        this.mayBeBlock = block;
    }

    /**
     * A scalar of a file; null if it is written in a way that is not supported.
     *
     * @param blockIndent the column at which the lines of a block would start if it became one; -1 if it may not
     */
    static @Nullable ScalarText of(String file, int start, int end, ScalarStyle style, String value, int blockIndent) {
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            return block(file, start, end, style, value);
        }
        boolean escapes = style == ScalarStyle.DOUBLE_QUOTED;
        int[] offsets = new ScalarOffsets(file, style == ScalarStyle.PLAIN ? start : start + 1, end, escapes).of(value);
        return new ScalarText(file, start, end, style, value, offsets, Math.max(0, blockIndent), blockIndent >= 0);
    }

    private static @Nullable ScalarText block(String file, int start, int end, ScalarStyle style, String value) {
        int content = file.indexOf('\n', start) + 1;
        if (content == 0 || value.isBlank()) {
            return null;
        }
        int last = end;
        while (last > content && Character.isWhitespace(file.charAt(last - 1))) {
            last--;
        }
        while (last < end && isWhite(file, last)) {
            last++;
        }
        int indent = indent(file, content, last, value);
        int[] offsets = style == ScalarStyle.LITERAL
                ? literal(file, content, last, indent, value)
                : new ScalarOffsets(file, content, last, false).of(value);
        return offsets == null ? null : new ScalarText(file, start, last, style, value, offsets, indent, true);
    }

    /** The offsets of the characters of a literal block; null if its lines are not those of the value. */
    private static int @Nullable [] literal(String file, int content, int last, int indent, String value) {
        int[] offsets = new int[value.length() + 1];
        Arrays.fill(offsets, last);
        int at = 0;
        for (int row = content; row < last; ) {
            int feed = file.indexOf('\n', row);
            int next = feed < 0 ? file.length() : feed + 1;
            int rowEnd = feed < 0 ? next : feed > row && file.charAt(feed - 1) == '\r' ? feed - 1 : feed;
            for (int i = row + indent; i < rowEnd; i++) {
                if (at == value.length() || value.charAt(at) != file.charAt(i)) {
                    return null;
                }
                offsets[at++] = i;
            }
            if (at < value.length()) {
                if (value.charAt(at) != '\n') {
                    return null;
                }
                offsets[at++] = feed < 0 ? rowEnd : feed;
            }
            row = next;
        }
        return value.substring(at).isBlank() ? offsets : null;
    }

    private static boolean isWhite(String file, int at) {
        return at < file.length() && (file.charAt(at) == ' ' || file.charAt(at) == '\t');
    }

    /** The indentation of a block: that of the first line that is not blank, less what is part of the value. */
    private static int indent(String file, int content, int last, String value) {
        int written = margin(file.substring(content, last));
        return Math.max(0, written - margin(value));
    }

    /** The spaces before the first line that is not blank. */
    private static int margin(String text) {
        for (String line : text.split("\n")) {
            if (!line.isBlank()) {
                int spaces = 0;
                while (line.charAt(spaces) == ' ') {
                    spaces++;
                }
                return spaces;
            }
        }
        return 0;
    }

    String value() {
        return value;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** A text without the line feeds at its end: their number depends on the scalar's style. */
    static String withoutLastFeeds(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    /** The offset in the file of a character of the value. */
    int offset(int at) {
        return offsets[Math.min(at, value.length())];
    }

    /** True for a plain or quoted scalar that could be a block. */
    boolean mayBecomeBlock() {
        return mayBeBlock && style != ScalarStyle.LITERAL && style != ScalarStyle.FOLDED;
    }

    /**
     * A new text as it is written in the file.
     *
     * @param asBlock true to write a block where there was none
     */
    String written(String text, boolean asBlock) {
        String lines = withoutLastFeeds(text);
        if (style == ScalarStyle.LITERAL || style == ScalarStyle.FOLDED) {
            int content = file.indexOf('\n', start) + 1;
            String header = file.substring(start, content);
            String feed = header.endsWith("\r\n") ? "\r\n" : "\n";
            return header + lines(style == ScalarStyle.FOLDED ? folded(lines) : lines, feed);
        }
        if (asBlock && mayBeBlock) {
            int row = file.indexOf('\n');
            String feed = row > 0 && file.charAt(row - 1) == '\r' ? "\r\n" : "\n";
            boolean isClipped = value.endsWith("\n");
            return (isClipped ? "|" : "|-") + feed + lines(lines, feed);
        }
        return quoted(value.endsWith("\n") ? lines + "\n" : lines);
    }

    private String lines(String text, String feed) {
        StringBuilder all = new StringBuilder();
        String margin = " ".repeat(indent);
        for (String line : text.split("\n", -1)) {
            all.append(all.isEmpty() ? "" : feed).append(line.isEmpty() ? "" : margin + line);
        }
        return all.toString();
    }

    /** A text as a folded block: one more line feed than in the value between lines that do not start with white space. */
    private static String folded(String text) {
        StringBuilder all = new StringBuilder();
        String before = "";
        for (String line : text.split("\n", -1)) {
            all.append(all.isEmpty() ? "" : "\n");
            if (!line.isEmpty()) {
                boolean isFolded = !before.isEmpty() && !isWhite(before, 0) && !isWhite(line, 0);
                all.append(isFolded ? "\n" : "");
                before = line;
            }
            all.append(line);
        }
        return all.toString();
    }

    private static String quoted(String text) {
        StringBuilder all = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> all.append("\\\"");
                case '\\' -> all.append("\\\\");
                case '\n' -> all.append("\\n");
                case '\t' -> all.append("\\t");
                default -> {
                    boolean isPlain = c >= 0x20 && c < 0x7F || c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF;
                    all.append(isPlain ? String.valueOf((char) c) : String.format("\\u%04x", c));
                }
            }
        });
        return all.append('"').toString();
    }
}
