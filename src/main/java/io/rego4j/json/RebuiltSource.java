package io.rego4j.json;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Source text rebuilt from the locations in AST JSON: a grid of code points, blank where nothing is known. */
final class RebuiltSource {
    /** More rows or columns than this are taken for an error. */
    static final int MAX = 10_000_000;

    private static final int[] NO_CELLS = {};

    private final List<int[]> rows = new ArrayList<>();
    private long cells;

    /** Writes a text at a row and column, both from 1, wherever the grid is still blank. Column 0 is the line feed before. */
    void put(int row, int column, String text) {
        int at = row - 1;
        int cell = Math.max(0, column - 1);
        reserve(at, cell);
        for (int i = column == 0 ? 1 : 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (c == '\n') {
                at++;
                cell = 0;
                reserve(at, 0);
                continue;
            }
            reserve(at, cell + 1);
            int[] line = rows.get(at);
            if (line[cell] == 0) {
                line[cell] = c;
            } else if (line[cell] != c) {
                // The text stands elsewhere: what follows would be wrong too.
                return;
            }
            cell++;
        }
    }

    private void reserve(int row, int width) {
        while (rows.size() <= row) {
            rows.add(NO_CELLS);
        }
        int[] line = rows.get(row);
        if (line.length < width) {
            int length = Math.max(width, Math.min(2 * line.length, 512));
            cells += length - line.length;
            if (cells > 8L * MAX) {
                throw new AstJsonException("", "its locations span more than " + 8L * MAX + " characters");
            }
            rows.set(row, Arrays.copyOf(line, length));
        }
    }

    /** The grid as one text. */
    Layout layout() {
        return new Layout(rows);
    }

    /** The text of a grid, in which pieces can be found and to which others can be added below. */
    static final class Layout {
        private final String grid;
        private final StringBuilder below = new StringBuilder();
        private final int[] starts;
        private final boolean[] wide;

        private Layout(List<int[]> rows) {
            StringBuilder text = new StringBuilder();
            starts = new int[rows.size() + 1];
            wide = new boolean[rows.size()];
            for (int row = 0; row < rows.size(); row++) {
                starts[row] = text.length();
                int[] line = rows.get(row);
                int width = line.length;
                while (width > 0 && line[width - 1] == 0) {
                    width--;
                }
                for (int i = 0; i < width; i++) {
                    text.appendCodePoint(line[i] == 0 ? ' ' : line[i]);
                    wide[row] |= line[i] > 0xFFFF;
                }
                text.append('\n');
            }
            starts[rows.size()] = text.length();
            grid = text.toString();
        }

        String text() {
            return grid + below;
        }

        /** The offset of a row and column; of the row's end for a column past it, of the line feed before for 0. */
        int offset(int row, int column) {
            int end = starts[row] - 1;
            int at = starts[row - 1];
            if (column == 0) {
                return at - 1;
            }
            if (!wide[row - 1]) {
                return Math.min(end, at + column - 1);
            }
            for (int left = column - 1; left > 0 && at < end; left--) {
                at += Character.isHighSurrogate(grid.charAt(at)) ? 2 : 1;
            }
            return at;
        }

        /** Start and end of a text at an offset, or a few parentheses before it; null if it does not stand there. */
        int @Nullable [] find(int at, String piece) {
            for (int before = 0; before <= piece.length() && before <= at; before++) {
                if (grid.startsWith(piece, at - before)) {
                    return new int[] {at - before, at - before + piece.length()};
                }
                if (before == piece.length() || "( \t".indexOf(piece.charAt(before)) < 0) {
                    break;
                }
            }
            return null;
        }

        /** Start and end of a METADATA block: its first row to the end of its last one. */
        int @Nullable [] block(int at, int row, String piece) {
            int last = row + (int) piece.chars().filter(c -> c == '\n').count();
            if (piece.isEmpty() || last >= starts.length) {
                return new int[] {at, at};
            }
            return new int[] {at, Math.max(at, starts[last] - 1)};
        }

        /** Start and end of a text that is added below the grid. */
        int[] append(String piece) {
            int start = grid.length() + below.length();
            below.append(piece).append('\n');
            return new int[] {start, start + piece.length()};
        }
    }
}
