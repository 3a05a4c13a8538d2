package io.rego4j.internal.yaml;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.ScannerException;

/**
 * White space that OPA's YAML 1.1 library treats differently: Unicode line breaks, tabs in the indentation of block scalars, and
 * the end of plain scalars in flow collections.
 */
final class YamlSpaces {
    private static final Pattern LONE_RETURN = Pattern.compile("\\r(?!\\n)");

    private static final Pattern PROPERTIES = Pattern.compile("([&!]\\S*+\\s*+(#.*+\\s*+)*+)*+");

    private static final Pattern INDENT = Pattern.compile("[|>][-+]?([1-9])");

    private static final Pattern SPACE = Pattern.compile("(\\s++|#.*+)*+");

    private YamlSpaces() {}

    /** True if a text has the line breaks of YAML 1.1 that are kept in a scalar: U+2028 and U+2029. */
    static boolean hasKeptBreak(String text) {
        return text.indexOf('\u2028') >= 0 || text.indexOf('\u2029') >= 0;
    }

    /** A text with line feeds in place of U+0085 and of lone carriage returns, and {@code kept} in place of U+2028 and U+2029. */
    static String withBreaks(String text, String kept) {
        String fed = LONE_RETURN.matcher(text).replaceAll("\n").replace('\u0085', '\n');
        return hasKeptBreak(fed) ? fed.replace("\u2028", kept).replace("\u2029", kept) : fed;
    }

    /**
     * Checks a plain scalar in a flow collection by the rules of OPA's library: {@code ?} ends the scalar, and a colon only if
     * white space follows.
     *
     * @param start its offset in the text, with its anchor and tag
     * @param end the offset of its end
     * @param indent the column that its lines must reach
     * @return the edit with which both libraries read it alike; null if they do already
     * @throws ScannerException if OPA's library rejects the scalar
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

    /** The offset behind white space and comments. */
    static int behindComments(String text, int start) {
        Matcher space = SPACE.matcher(text).region(start, text.length());
        return space.lookingAt() ? space.end() : start;
    }

    /** The offset of a scalar's text, behind its anchor, its tag and the comments after them. */
    private static int behindProperties(String text, int start, int end) {
        Matcher properties = PROPERTIES.matcher(text).region(start, end);
        return properties.lookingAt() ? properties.end() : start;
    }

    /**
     * True if a block scalar has a tab in its indentation, which OPA's library rejects.
     *
     * @param least the column that the lines of the collection around the block must reach
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
