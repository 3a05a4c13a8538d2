package io.rego4j.internal.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * White space and line ends that OPA's YAML library, which reads YAML 1.1, takes otherwise: Unicode's line ends, and tabs at the
 * beginning of lines.
 */
final class YamlSpaces {
    private static final Pattern COMMENT = Pattern.compile("^([ \\t]*|---[ \\t]+)#");

    private YamlSpaces() {}

    /** True if a text has line ends that YAML 1.2 does not know and that stay in a scalar which they break. */
    static boolean hasKeptBreak(String text) {
        return text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0;
    }

    /** A text with line feeds for Unicode's line ends. */
    static String withBreaks(String text, String kept) {
        String fed = text.replace('\u0085', '\n');
        return hasKeptBreak(fed) ? fed.replace("\u2028", kept).replace("\u2029", kept) : fed;
    }

    /**
     * The offset of a tab that is at fault, and is one of the blanks behind a plain text to OPA's library: all that stands
     * between a plain text and what follows it is, from the column on at which the text may go on; -1 for any other fault.
     */
    static int tabBehindPlain(LoadSettings settings, YamlEngineException fault, String text) {
        if (!(fault instanceof ScannerException scan) || scan.getProblemMark().isEmpty()) {
            return -1;
        }
        int point = scan.getProblemMark().get().getIndex();
        int at = text.offsetByCodePoints(0, point);
        if (at >= text.length() || text.charAt(at) != '\t') {
            return -1;
        }
        int column = at - (text.lastIndexOf('\n', at) + 1);
        ScannerImpl tokens = new ScannerImpl(settings, new StreamReader(settings, text));
        Deque<Integer> columns = new ArrayDeque<>();
        Token last = null;
        try {
            while (tokens.hasNext()) {
                Token token = tokens.next();
                switch (token.getTokenId()) {
                    case BlockMappingStart, BlockSequenceStart ->
                        columns.push(token.getStartMark().map(Mark::getColumn).orElse(0));
                    case BlockEnd -> columns.pop();
                    default -> last = token;
                }
            }
        } catch (YamlEngineException e) {
            // The fault itself.
        }
        if (isCommentBehindComment(text, at)) {
            return at;
        }
        if (!(last instanceof ScalarToken scalar) || scalar.getStyle() != ScalarStyle.PLAIN) {
            return -1;
        }
        int end = text.offsetByCodePoints(
                0, scalar.getEndMark().map(Mark::getIndex).orElse(0));
        int least = columns.isEmpty() ? 0 : columns.peek() + 1;
        return end <= at && text.substring(end, at).isBlank() && column >= least ? at : -1;
    }

    /** True if a line is a comment or blank, and the one before it that is not blank a comment: they are read together. */
    private static boolean isCommentBehindComment(String text, int at) {
        int row = text.lastIndexOf('\n', at) + 1;
        int end = text.indexOf('\n', at);
        String line = text.substring(row, end < 0 ? text.length() : end).strip();
        String above = text.substring(0, row).stripTrailing();
        return (line.isEmpty() || line.startsWith("#"))
                && COMMENT.matcher(above.substring(above.lastIndexOf('\n') + 1)).find();
    }

    /** The text has to be read once more, with something in it written so that both libraries read it alike. */
    static final class Rewritten extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String text;

        Rewritten(String text) {
            super(null, null, false, false);
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /**
     * Looks at a plain text with the eyes of OPA's library.
     *
     * @param start where it starts in the file's text
     * @param end where it ends
     * @param isFlow true within brackets: there {@code ?} ends a text, and a colon does not unless a blank follows
     * @param least the column that the blanks of a line must reach before a tab may follow
     * @throws Rewritten if it reads another text
     * @throws ScannerException if it refuses the text
     */
    static void checkPlain(ScalarEvent plain, String text, int start, int end, boolean isFlow, int least) {
        if (start == end) {
            return;
        }
        int row = -1;
        for (int at = start; at < text.length() && (at < end || Character.isWhitespace(text.charAt(at))); at++) {
            char c = text.charAt(at);
            if (c == '\n' || c == '\r') {
                row = at + 1;
            } else if (c == '\t'
                    && row >= 0
                    && at - row < least
                    && text.substring(row, at).isBlank()) {
                throw fault(plain, "found a tab character that violates indentation");
            }
        }
        if (!isFlow) {
            return;
        }
        int first = text.charAt(start) == '&' || text.charAt(start) == '!' ? end : start;
        int mark = text.indexOf('?', first);
        if (mark == start) {
            throw new Rewritten(text.substring(0, start + 1) + " " + text.substring(start + 1));
        } else if (mark >= 0 && mark < end) {
            throw fault(plain, "did not find expected ',' or ']'");
        }
        boolean hasColon =
                end + 1 < text.length() && text.charAt(end) == ':' && ",[]{}".indexOf(text.charAt(end + 1)) >= 0;
        if (hasColon && first == start && text.substring(start, end).indexOf('\n') < 0) {
            String quoted = "'" + text.substring(start, end).replace("'", "''") + ":'";
            throw new Rewritten(text.substring(0, start) + quoted + text.substring(end + 1));
        }
    }

    private static ScannerException fault(ScalarEvent plain, String problem) {
        return new ScannerException(
                "while scanning a plain scalar", plain.getStartMark(), problem, plain.getStartMark());
    }

    /** True if a tab stands where OPA's library wants the spaces by which a block is indented. */
    static boolean isTabInMargin(String text, int start, int end) {
        int indent = 0;
        for (int row = text.indexOf('\n', start) + 1; row > 0 && row < end; row = text.indexOf('\n', row) + 1) {
            int at = row;
            while (at < end && text.charAt(at) == ' ' && (indent == 0 || at - row < indent)) {
                at++;
            }
            if (at < end && text.charAt(at) == '\t' && (indent == 0 || at - row < indent)) {
                return true;
            }
            boolean isEmpty = at >= end || text.charAt(at) == '\n' || text.charAt(at) == '\r';
            indent = indent == 0 && !isEmpty ? at - row : indent;
        }
        return false;
    }
}
