package io.rego4j.parse.metadata;

import io.rego4j.internal.yaml.YamlNode;
import io.rego4j.internal.yaml.YamlReader;
import io.rego4j.internal.yaml.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subset of YAML that nearly all METADATA uses: keys and values, lists of values, blocks by indentation, plain
 * words, words in quotes and literal texts. Returns null for any other YAML, which {@link YamlReader} then reads with a
 * library for all of YAML that takes ten times as long. The result is always that of {@link YamlReader}; a test compares
 * the two.
 */
final class PlainYaml {
    /** What the library reads as a key is at most this long. */
    private static final int MAX_LINE = 1000;

    private static final int MAX_DEPTH = 50;

    private final List<String> lines;
    /** The line that is read next, its indentation, and -1 for that at the end. */
    private int at = -1;

    private int indent;
    private int depth;

    private PlainYaml(List<String> lines) {
        this.lines = lines;
    }

    /** Ends the reading of a text that is not in this subset. */
    private static final class NotPlain extends Exception {
        private static final long serialVersionUID = 1L;
        static final NotPlain INSTANCE = new NotPlain();

        private NotPlain() {
            super(null, null, false, false);
        }
    }

    /** The root of the document with these lines; null if it is not plain. */
    static @Nullable YamlNode read(List<String> lines) {
        try {
            PlainYaml reader = new PlainYaml(lines);
            reader.nextLine();
            if (reader.indent < 0 || reader.startsItem()) {
                return null;
            }
            YamlNode root = reader.mapping(reader.indent, reader.indent);
            return reader.indent < 0 ? root : null;
        } catch (NotPlain e) {
            return null;
        }
    }

    /** Goes to the next line that is not empty. */
    private void nextLine() throws NotPlain {
        do {
            if (++at >= lines.size()) {
                indent = -1;
                return;
            }
            String line = lines.get(at);
            indent = afterBlanks(line, 0);
            check(line, indent);
        } while (indent == lines.get(at).length());
    }

    private static void check(String line, int from) throws NotPlain {
        if (line.length() > MAX_LINE) {
            throw NotPlain.INSTANCE;
        }
        for (int i = from; i < line.length(); i++) {
            char c = line.charAt(i);
            boolean plain =
                    c >= ' ' && c <= '~' || c > '\u00A0' && c < '\u2000' || c > '\u202F' && c < '\uD800' || isDash(c);
            if (!plain) {
                throw NotPlain.INSTANCE;
            }
        }
        if (line.endsWith(" ") && from < line.length()) {
            throw NotPlain.INSTANCE;
        }
    }

    /** Dashes and quotation marks, which lie between spaces and line breaks. */
    private static boolean isDash(char c) {
        return c >= '\u2010' && c <= '\u2027';
    }

    private boolean startsItem() {
        return lines.get(at).startsWith("- ", indent);
    }

    /** The mapping whose first key stands in this line at {@code column}, and whose other keys do in theirs. */
    private YamlNode mapping(int column, int parent) throws NotPlain {
        enter();
        YamlNode mapping = node(YamlNode.Kind.MAPPING, "!!map");
        int from = column;
        do {
            String line = lines.get(at);
            int colon = keyEnd(line, from);
            if (colon < 0) {
                throw NotPlain.INSTANCE;
            }
            mapping.content.add(scalar(line.substring(from, colon)));
            mapping.content.add(value(line, colon + 1, column));
            from = column;
        } while (indent == column && !startsItem());
        if (indent > parent) {
            throw NotPlain.INSTANCE;
        }
        depth--;
        return mapping;
    }

    /** The sequence whose first item starts in this line, after its indentation. */
    private YamlNode sequence() throws NotPlain {
        enter();
        int column = indent;
        YamlNode sequence = node(YamlNode.Kind.SEQUENCE, "!!seq");
        do {
            String line = lines.get(at);
            int start = afterBlanks(line, column + 1);
            if (keyEnd(line, start) >= 0) {
                sequence.content.add(mapping(start, column));
            } else {
                sequence.content.add(inline(line, start, column));
            }
        } while (indent == column && startsItem());
        depth--;
        return sequence;
    }

    /** What follows the colon of a key at {@code column}. */
    private YamlNode value(String line, int from, int column) throws NotPlain {
        if (from < line.length()) {
            return inline(line, afterBlanks(line, from), column);
        }
        nextLine();
        if (indent >= column && startsItem()) {
            return sequence();
        } else if (indent > column) {
            return mapping(indent, column);
        }
        throw NotPlain.INSTANCE;
    }

    /** A scalar that starts in this line, below something at {@code column}; leaves the line. */
    private YamlNode inline(String line, int from, int column) throws NotPlain {
        char first = line.charAt(from);
        if (first == '|') {
            if (from + 1 < line.length()) {
                throw NotPlain.INSTANCE;
            }
            return literal(column);
        }
        YamlNode scalar;
        if (first == '"' || first == '\'') {
            int end = line.indexOf(first, from + 1);
            if (end != line.length() - 1 || first == '"' && line.indexOf('\\', from) >= 0) {
                throw NotPlain.INSTANCE;
            }
            scalar = new YamlNode(YamlNode.Kind.SCALAR, YamlScalar.STR, line.substring(from + 1, end), at + 1, null);
        } else {
            boolean starts = isWord(first) || first == '/' || first == '(' || first == '$';
            if (!starts || line.endsWith(":") || line.indexOf(": ", from) >= 0 || line.indexOf(" #", from) >= 0) {
                throw NotPlain.INSTANCE;
            }
            scalar = scalar(line.substring(from));
        }
        nextLine();
        if (indent > column) {
            // It goes on in the next line.
            throw NotPlain.INSTANCE;
        }
        return scalar;
    }

    /** A text in the lines after this one, as it is written there. */
    private YamlNode literal(int column) throws NotPlain {
        int start = at + 1;
        StringBuilder text = new StringBuilder();
        int blank = 0;
        nextLine();
        int margin = indent;
        if (margin <= column || at != start) {
            throw NotPlain.INSTANCE;
        }
        for (; at < lines.size(); at++) {
            String line = lines.get(at);
            if (line.isEmpty()) {
                blank++;
                continue;
            }
            int spaces = afterBlanks(line, 0);
            if (spaces < margin) {
                break;
            }
            check(line, spaces);
            if (spaces == line.length()) {
                throw NotPlain.INSTANCE;
            }
            text.append("\n".repeat(blank)).append(line, margin, line.length()).append('\n');
            blank = 0;
        }
        at--;
        nextLine();
        if (indent > column || indent >= 0 && lines.get(at).charAt(indent) == '#') {
            throw NotPlain.INSTANCE;
        }
        return new YamlNode(YamlNode.Kind.SCALAR, YamlScalar.STR, text.toString(), start, null);
    }

    private YamlNode scalar(String text) {
        return new YamlNode(YamlNode.Kind.SCALAR, YamlScalar.resolve("", text).tag(), text, at + 1, null);
    }

    private YamlNode node(YamlNode.Kind kind, String tag) {
        return new YamlNode(kind, tag, "", at + 1, null);
    }

    private void enter() throws NotPlain {
        if (++depth > MAX_DEPTH) {
            throw NotPlain.INSTANCE;
        }
    }

    /** The colon after the key that starts at an index; -1 if there is no plain key. */
    private static int keyEnd(String line, int from) {
        int end = from;
        while (end < line.length()
                && (isWord(line.charAt(end)) || end > from && (line.charAt(end) == '-' || line.charAt(end) == '.'))) {
            end++;
        }
        boolean key = end > from
                && end < line.length()
                && line.charAt(end) == ':'
                && (end + 1 == line.length() || line.charAt(end + 1) == ' ');
        return key ? end : -1;
    }

    private static boolean isWord(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= '0' && c <= '9';
    }

    private static int afterBlanks(String line, int from) {
        int start = from;
        while (start < line.length() && line.charAt(start) == ' ') {
            start++;
        }
        return start;
    }
}
