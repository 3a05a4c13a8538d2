package io.rego4j.internal.yaml;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.AliasToken;
import org.snakeyaml.engine.v2.tokens.AnchorToken;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * A replacement in a YAML text. SnakeYAML Engine reads strict YAML 1.2, OPA's library a lenient YAML 1.1: the text is edited until
 * the former reads it as the latter does.
 *
 * @param start the offset of the replaced text
 * @param end its end
 * @param replacement the new text; null for the old one in single quotes
 * @param indent the column that each of its lines must reach before a tab
 */
record YamlEdit(int start, int end, @Nullable String replacement, int indent) {
    private static final Pattern MARGIN = Pattern.compile("\n[ \t]+");

    private static final Pattern HYPHENS = Pattern.compile("\n---\\S");

    /** The escapes that only OPA's library has, and the equal ones of YAML 1.2. */
    private static final Map<Character, String> ESCAPES = Map.of('L', "u2028", 'P', "u2029", '\'', "x27");

    YamlEdit(int start, int end, String replacement) {
        this(start, end, replacement, 0);
    }

    /** This edit with its replacement, which may be the quoted old text. */
    YamlEdit resolved(String text) throws YamlException {
        if (replacement != null) {
            return this;
        }
        String plain = YamlSpaces.withBreaks(text.substring(start, end), "\n");
        Matcher margin = MARGIN.matcher(plain);
        while (margin.find()) {
            int tab = margin.group().indexOf('\t');
            if (tab >= 0 && tab - 1 < indent) {
                throw new YamlException("yaml: found a tab character that violates indentation");
            }
        }
        return new YamlEdit(start, end, "'" + plain.replace("'", "''") + "'");
    }

    String applyTo(String text) {
        return text.substring(0, start) + replacement + text.substring(end);
    }

    /** Inserts the end of a document before a directive, which YAML 1.2 requires. */
    static YamlEdit documentEnd(String text, Mark directive) {
        int at = offset(text, Optional.of(directive));
        return new YamlEdit(at, at, "...\n");
    }

    /** The edit that removes an error which OPA's library does not have; null for any other error. */
    static @Nullable YamlEdit repair(LoadSettings settings, YamlEngineException fault, String text) {
        if (!(fault instanceof MarkedYamlEngineException marked)
                || marked.getProblemMark().isEmpty()) {
            return null;
        }
        // Marks count code points.
        int at = offset(text, marked.getProblemMark());
        String context = String.valueOf(marked.getContext());
        boolean isInToken = context.matches("while scanning an? (?!simple key|anchor|alias).*");
        int token = isInToken ? offset(text, marked.getContextMark()) : at;
        YamlEdit name = null;
        Token last = null;
        try {
            ScannerImpl tokens = new ScannerImpl(settings, new StreamReader(settings, text.substring(0, token)));
            while (name == null && tokens.hasNext()) {
                Token next = tokens.next();
                name = behindName(next, text);
                last = next.getTokenId() == Token.ID.StreamEnd || next.getTokenId() == Token.ID.BlockEnd ? last : next;
            }
        } catch (YamlEngineException e) {
            // The error itself, which may occur in the text before it, too.
        }
        if (name != null || at >= text.length()) {
            return name;
        } else if (fault instanceof ParserException) {
            // Three hyphens at the start of a line end a plain scalar only if white space follows. A block scalar
            // contains them.
            boolean isText = last instanceof ScalarToken scalar && scalar.isPlain();
            Matcher hyphens = HYPHENS.matcher(text).region(Math.max(0, at - 1), text.length());
            return isText && hyphens.lookingAt() ? new YamlEdit(at, at, " ") : null;
        }
        boolean isEmptyBlock = String.valueOf(marked.getProblem()).contains("leading empty lines contain more spaces");
        return isEmptyBlock && last instanceof ScalarToken
                ? emptyBlock(text, offset(text, last.getStartMark()))
                : inToken(context, String.valueOf(marked.getProblem()), text, at);
    }

    /** A line that is indented less than the blank lines of a block scalar ends it, so the scalar is empty. */
    private static @Nullable YamlEdit emptyBlock(String text, int start) {
        int end = text.indexOf('\n', start);
        boolean isKept = text.substring(start, end).matches("[|>][1-9]?\\+.*");
        return isKept ? null : new YamlEdit(start, end, "\"\"");
    }

    private static @Nullable YamlEdit inToken(String context, String problem, String text, int at) {
        char found = text.charAt(at);
        if (context.startsWith("while scanning a block scalar") && problem.startsWith("expected ")) {
            // OPA's library allows a comment right after the indicator, and a tab.
            boolean isHeader = at > 0 && "|>+-123456789 ".indexOf(text.charAt(at - 1)) >= 0;
            boolean isSpace = isHeader && (found == '#' || found == '\t');
            return isSpace ? new YamlEdit(at, found == '#' ? at : at + 1, " ") : null;
        } else if (context.startsWith("while scanning an a")) {
            int start = Math.max(text.lastIndexOf('&', at), text.lastIndexOf('*', at)) + 1;
            int end = start + nameEnd(text.substring(start, at + 1));
            return end > start ? new YamlEdit(end, end, " ") : null;
        } else if (context.startsWith("while scanning a tag")) {
            return inTag(problem, text, at);
        } else if (problem.startsWith("found unknown escape character")) {
            String escape = ESCAPES.get(found);
            return escape == null ? null : new YamlEdit(at, at + 1, escape);
        }
        boolean isHyphen = found == '-' && at + 1 < text.length() && ",[]{}".indexOf(text.charAt(at + 1)) >= 0;
        return isHyphen && context.startsWith("while scanning for the next token")
                ? new YamlEdit(at, at + 1, "'-'")
                : null;
    }

    /** A tag ends at white space, whatever else stands in it; its handle is letters and digits. */
    private static @Nullable YamlEdit inTag(String problem, String text, int at) {
        if (problem.startsWith("expected '!'")) {
            int mark = text.indexOf('!', at);
            return mark < 0 ? null : new YamlEdit(mark, mark + 1, "%21");
        }
        char found = text.charAt(at);
        return ",[]".indexOf(found) >= 0
                ? new YamlEdit(at, at + 1, String.format(Locale.ROOT, "%%%02X", (int) found))
                : null;
    }

    /** Inserts a space behind the name of an anchor or alias if a character follows at once; null otherwise. */
    private static @Nullable YamlEdit behindName(Token token, String text) {
        String name = token instanceof AnchorToken anchor
                ? anchor.getValue().getValue()
                : token instanceof AliasToken alias ? alias.getValue().getValue() : "";
        int end = nameEnd(name);
        int at = offset(text, token.getStartMark()) + 1 + end;
        return end > 0 && end < name.length() ? new YamlEdit(at, at, " ") : null;
    }

    /** The length of the name of an anchor or alias; -1 if OPA's library rejects it. */
    static int nameEnd(String text) {
        int end = 0;
        while (end < text.length() && isInName(text.charAt(end))) {
            end++;
        }
        boolean isName = end > 0 && (end == text.length() || "?:,]}%@`".indexOf(text.charAt(end)) >= 0);
        return isName ? end : -1;
    }

    private static boolean isInName(char c) {
        return c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-');
    }

    private static int offset(String text, Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
    }
}
