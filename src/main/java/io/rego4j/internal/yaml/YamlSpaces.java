package io.rego4j.internal.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * What OPA's YAML library, which reads YAML 1.1, takes otherwise: Unicode's line ends; tabs in the margin of
 * blocks; and what ends a plain text within brackets.
 */
final class YamlSpaces {
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    private static final Pattern PROPERTIES = Pattern.compile("([&!]\\S*+\\s*+(#.*+\\s*+)*+)*+");

    private static final Pattern INDENT = Pattern.compile("[|>][-+]?([1-9])");

    private static final Pattern SPACE = Pattern.compile("(\\s++|#.*+)*+");

    private YamlSpaces() {}

    /** True if a text has line ends that YAML 1.2 does not know and that stay in a scalar which they break. */
    static boolean hasKeptBreak(String text) {
        return text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0;
    }

    /** A text with line feeds for Unicode's line ends, and for carriage returns without one. */
    static String withBreaks(String text, String kept) {
        String fed = LONE_RETURN.matcher(text).replaceAll("\n").replace('\u0085', '\n');
        return hasKeptBreak(fed) ? fed.replace("\u2028", kept).replace("\u2029", kept) : fed;
    }

    /**
     * Looks at a plain text within brackets with the eyes of OPA's library: there {@code ?} ends a text, and a colon does not
     * unless a blank follows.
     *
     * @param start where it starts in the file's text, with its anchor and tag
     * @param end where it ends
     * @param indent the column that its lines must reach
     * @return how it is written for both libraries; null for as it is
     * @throws ScannerException if OPA's library refuses the text
     */
    static @Nullable YamlEdit plainInFlow(ScalarEvent plain, String text, int start, int end, int indent) {
        int first = behindProperties(text, start, end);
        if (first == end) {
            return null;
        }
        int mark = text.indexOf('?', first);
        if (mark == first) {
            return new YamlEdit(first + 1, first + 1, " ");
        } else if (mark >= 0 && mark < end) {
            throw YamlErrors.fault("while scanning a plain scalar", plain, "did not find expected ',' or ']'");
        }
        int colon = end;
        while (colon < text.length() && Character.isWhitespace(text.charAt(colon))) {
            colon++;
        }
        if (colon + 1 < text.length() && text.charAt(colon) == ':' && ",[]{}".indexOf(text.charAt(colon + 1)) >= 0) {
            return new YamlEdit(first, colon + 1, null, indent);
        }
        return null;
    }

    /** The place of what follows white space and comments. */
    static int behindComments(String text, int start) {
        Matcher space = SPACE.matcher(text).region(start, text.length());
        return space.lookingAt() ? space.end() : start;
    }

    /** Where a scalar's text starts, behind its anchor, its tag and the comments after them. */
    private static int behindProperties(String text, int start, int end) {
        Matcher properties = PROPERTIES.matcher(text).region(start, end);
        return properties.lookingAt() ? properties.end() : start;
    }

    /**
     * True if a tab stands where OPA's library wants the spaces by which a block is indented.
     *
     * @param least the column that the lines of what is around the block must reach
     */
    static boolean isTabInMargin(String text, int start, int end, int least) {
        int header = behindProperties(text, start, end);
        Matcher digit = INDENT.matcher(text).region(header, end);
        int indent = digit.lookingAt() ? Math.max(0, least - 1) + Integer.parseInt(digit.group(1)) : 0;
        for (int row = text.indexOf('\n', header) + 1; row > 0 && row < end; row = text.indexOf('\n', row) + 1) {
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
