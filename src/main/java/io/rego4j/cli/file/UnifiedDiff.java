package io.rego4j.cli.file;

import com.github.difflib.DiffUtils;
import com.github.difflib.patch.AbstractDelta;
import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} shows it: {@code patch} and {@code git apply} take it. */
public final class UnifiedDiff {
    private static final int CONTEXT = 3;
    /** The replacement for bytes of a file name that cannot be decoded: which file is meant is no longer certain then. */
    private static final char NOT_DECODED = '\uFFFD';

    private static final String CYAN = "\u001b[36m";
    private static final String RED = "\u001b[31m";
    private static final String GREEN = "\u001b[32m";
    private static final String PLAIN = "\u001b[0m";

    private final List<String> before;
    private final List<String> after;
    private final boolean colours;
    private final StringBuilder text = new StringBuilder();

    private UnifiedDiff(String before, String after, boolean colours) {
        this.before = lines(before);
        this.after = lines(after);
        this.colours = colours;
    }

    /** The change of a file from one text to another; empty if they are the same. */
    public static String of(String file, String before, String after, boolean colours) {
        UnifiedDiff diff = new UnifiedDiff(before, after, colours);
        List<AbstractDelta<String>> deltas =
                DiffUtils.diff(diff.before, diff.after).getDeltas();
        if (deltas.isEmpty()) {
            return "";
        }
        if (file.indexOf(NOT_DECODED) >= 0) {
            return "File " + quoted(file)
                    + " differs, and no patch can name it: its name is not text in the encoding of this system\n";
        }
        diff.text
                .append("--- ")
                .append(quoted(file))
                .append('\n')
                .append("+++ ")
                .append(quoted(file))
                .append('\n');
        int from = 0;
        for (int i = 1; i <= deltas.size(); i++) {
            if (i == deltas.size() || start(deltas.get(i)) - end(deltas.get(i - 1)) > 2 * CONTEXT) {
                diff.hunk(deltas.subList(from, i));
                from = i;
            }
        }
        return diff.text.toString();
    }

    /**
     * The name as GNU diff writes it and {@code patch} reads it: in quotes, with escapes, if it has a space, a quote, a
     * backslash or a control character. Such a name is never taken for a line of the patch.
     */
    private static String quoted(String name) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int escape = "\u0007\b\t\n\u000b\f\r\"\\".indexOf(c);
            if (escape >= 0) {
                text.append('\\').append("abtnvfr\"\\".charAt(escape));
            } else if (c < ' ') {
                text.append(String.format("\\%03o", (int) c));
            } else {
                text.append(c);
            }
        }
        return text.length() == name.length() && name.indexOf(' ') < 0 ? name : "\"" + text + "\"";
    }

    /** Writes one hunk: changes that are close together, with the lines around them. */
    private void hunk(List<AbstractDelta<String>> deltas) {
        AbstractDelta<String> first = deltas.get(0);
        AbstractDelta<String> last = deltas.get(deltas.size() - 1);
        int lead = Math.min(CONTEXT, start(first));
        int end = Math.min(before.size(), end(last) + CONTEXT);
        int oldStart = start(first) - lead;
        int newStart = first.getTarget().getPosition() - lead;
        int newEnd = last.getTarget().getPosition() + last.getTarget().size() + end - end(last);
        line(CYAN, "@@ -" + range(oldStart, end) + " +" + range(newStart, newEnd) + " @@", "\n");
        int at = oldStart;
        for (AbstractDelta<String> delta : deltas) {
            lines(" ", "", before.subList(at, start(delta)));
            lines("-", RED, delta.getSource().getLines());
            lines("+", GREEN, delta.getTarget().getLines());
            at = end(delta);
        }
        lines(" ", "", before.subList(at, end));
    }

    private void lines(String mark, String colour, List<String> lines) {
        for (String line : lines) {
            boolean ended = line.endsWith("\n");
            String content = ended ? line.substring(0, line.length() - 1) : line;
            line(colour, mark + content, ended ? "\n" : "\n\\ No newline at end of file\n");
        }
    }

    private void line(String colour, String content, String end) {
        boolean coloured = colours && !colour.isEmpty();
        text.append(coloured ? colour : "")
                .append(content)
                .append(coloured ? PLAIN : "")
                .append(end);
    }

    /** A range of lines in the header of a hunk: counted from 1; an empty one is given by the line before it. */
    private static String range(int start, int end) {
        int count = end - start;
        int first = count == 0 ? start : start + 1;
        return count == 1 ? String.valueOf(first) : first + "," + count;
    }

    private static int start(AbstractDelta<String> delta) {
        return delta.getSource().getPosition();
    }

    private static int end(AbstractDelta<String> delta) {
        return start(delta) + delta.getSource().size();
    }

    /** The lines with their line feeds, so that a missing one at the end is a difference. */
    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed + 1;
            lines.add(text.substring(at, end));
            at = end;
        }
        return lines;
    }
}
