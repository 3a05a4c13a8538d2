package io.rego4j.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A text with a name and a line table. Offsets count UTF-16 units from 0, as {@link String#charAt} does; rows and
 * columns count from 1, and a column counts code points, as OPA's scanner does. Rows end at a line feed only.
 */
public final class Source {
    private final String name;
    private final String text;
    private final int invalidAt;
    private int @Nullable [] rowStarts;
    private int @Nullable [] lowSurrogates;
    /** The row that was last found. */
    private int lastRow = 1;

    private Source(String name, String text, int invalidAt) {
        this.name = Objects.requireNonNull(name, "name");
        this.text = Objects.requireNonNull(text, "text");
        this.invalidAt = invalidAt;
    }

    /** A text that has no file. */
    public static Source of(String text) {
        return of("", text);
    }

    /** A text with the name that errors and locations show: usually the path of its file. */
    public static Source of(String name, String text) {
        return new Source(name, text, -1);
    }

    /**
     * Bytes read as UTF-8. A sequence that is not UTF-8 becomes U+FFFD, and {@link #invalidAt()} tells where the first
     * one stands, so that the parser can reject it as OPA does.
     */
    public static Source of(String name, byte[] utf8) {
        String text = new String(utf8, StandardCharsets.UTF_8);
        int replacement = text.indexOf('\uFFFD');
        if (replacement < 0) {
            return new Source(name, text, -1);
        }
        // U+FFFD may also have been written by the author: then encoding the text gives back the same bytes.
        byte[] again = text.getBytes(StandardCharsets.UTF_8);
        int difference = Arrays.mismatch(again, utf8);
        return new Source(
                name, text, difference < 0 ? -1 : new String(again, 0, difference, StandardCharsets.UTF_8).length());
    }

    /** The content of a file, named for its path. */
    public static Source read(Path file) throws IOException {
        return of(file.toString(), Files.readAllBytes(file));
    }

    /** The name that errors and locations show; empty if there is none. */
    public String name() {
        return name;
    }

    /** The name as it is printed: see {@link #printable}. */
    String printableName() {
        return printable(name);
    }

    /**
     * A name as it is printed: on one line, and safe for a terminal. Control characters, which a file's name may contain,
     * become escapes such as {@code \\n} and {@code \\u001b}.
     */
    public static String printable(String name) {
        StringBuilder text = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            switch (c) {
                case '\n' -> text.append("\\n");
                case '\r' -> text.append("\\r");
                case '\t' -> text.append("\\t");
                default -> {
                    if (isControl(c)) {
                        text.append(String.format("\\u%04x", (int) c));
                    } else {
                        text.append(c);
                    }
                }
            }
        }
        return text.toString();
    }

    /** True for control characters, line separators, and characters that change the direction of text. */
    private static boolean isControl(int c) {
        return Character.isISOControl(c)
                || c == 0x2028
                || c == 0x2029
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2066 && c <= 0x2069;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /** The offset of the first byte sequence that was not UTF-8, or -1. */
    public int invalidAt() {
        return invalidAt;
    }

    /** The row, from 1, of the character at {@code offset}; of the end of the text for any offset past it. */
    public int row(int offset) {
        int[] starts = rowStarts();
        int at = Math.min(offset, text.length());
        // Most calls ask for the same row as the call before, or the next one. The guess is checked, so a value that
        // another
        // thread wrote does no harm.
        int guess = lastRow;
        for (int row = guess; row <= guess + 1 && row <= starts.length && starts[row - 1] <= at; row++) {
            if (row == starts.length || at < starts[row]) {
                lastRow = row;
                return row;
            }
        }
        int found = Arrays.binarySearch(starts, at);
        int row = found >= 0 ? found + 1 : -found - 1;
        lastRow = row;
        return row;
    }

    /** The column, from 1 and in code points, of the character at {@code offset}. */
    public int column(int offset) {
        int at = Math.min(offset, text.length());
        int start = rowStart(row(at));
        if (at == start) {
            return 1;
        }
        int[] known = lowSurrogates();
        return at - start + 1 - (pairsBefore(known, at) - pairsBefore(known, start));
    }

    /** True if a line feed stands at an offset: OPA's scanner counts it as column 0 of the next row. */
    public boolean isLineFeed(int offset) {
        return offset < text.length() && text.charAt(offset) == '\n';
    }

    /** The offset at which a row starts. */
    public int rowStart(int row) {
        return rowStarts()[row - 1];
    }

    /** The number of rows: one more than there are line feeds. */
    public int rows() {
        return rowStarts().length;
    }

    /** The text of a row, without its line feed or carriage return. */
    public String line(int row) {
        int start = rowStart(row);
        int end = row < rows() ? rowStart(row + 1) - 1 : text.length();
        if (end > start && text.charAt(end - 1) == '\r') {
            end--;
        }
        return text.substring(start, end);
    }

    @Override
    public String toString() {
        return name.isEmpty() ? "<text>" : name;
    }

    /** The number of surrogate pairs before an offset. */
    private static int pairsBefore(int[] lowSurrogates, int offset) {
        int found = Arrays.binarySearch(lowSurrogates, offset);
        return found >= 0 ? found : -found - 1;
    }

    /** The offsets of the low surrogates: with them a column is found without going along its row. */
    private int[] lowSurrogates() {
        int[] found = lowSurrogates;
        if (found == null) {
            found = new int[0];
            int count = 0;
            for (int i = 1; i < text.length(); i++) {
                if (Character.isLowSurrogate(text.charAt(i)) && Character.isHighSurrogate(text.charAt(i - 1))) {
                    if (count == found.length) {
                        found = Arrays.copyOf(found, Math.max(16, 2 * count));
                    }
                    found[count++] = i;
                }
            }
            found = Arrays.copyOf(found, count);
            lowSurrogates = found;
        }
        return found;
    }

    private int[] rowStarts() {
        int[] starts = rowStarts;
        if (starts == null) {
            starts = new int[16];
            int count = 1;
            for (int at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, 2 * count);
                }
                starts[count++] = at + 1;
            }
            starts = Arrays.copyOf(starts, count);
            rowStarts = starts;
        }
        return starts;
    }
}
