package io.rego4j.internal.yaml;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.scanner.ScannerImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;
import org.snakeyaml.engine.v2.tokens.ScalarToken;
import org.snakeyaml.engine.v2.tokens.Token;

/**
 * The tabs between the tokens of a text. SnakeYAML Engine rejects some that OPA's library reads as spaces, and accepts some
 * that OPA's rejects. So tabs are replaced by spaces first, and then each is checked as OPA's library does
 * ({@code yaml_parser_scan_to_next_token}, {@code _scan_comments} and {@code _scan_plain_scalar} of its {@code scannerc.go}).
 *
 * <p>Offsets count code points, as the marks of tokens do.
 */
public final class YamlTabs {
    /** How many characters OPA's library looks ahead for the next comment. */
    private static final int PEEK = 512;

    /** How often a text of any length may be parsed. */
    private static final int MAX_PASSES = 20;
    /** The limit of parses times length beyond {@link #MAX_PASSES}. */
    private static final long MAX_READ = 50_000_000;

    private static final Pattern BLOCK_HEADER = Pattern.compile("(?m)[|>][-+1-9]*[ \\t]*(#.*)?$");

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final int[] text;

    /** The columns of the block collections around a token. */
    private final Deque<Integer> columns = new ArrayDeque<>();

    private int flows;

    private YamlTabs(String text) {
        this.text = text.codePoints().toArray();
    }

    /**
     * A text with spaces for the tab that caused an error, and for all tabs between tokens behind it.
     *
     * @return the text itself if no tab caused the error
     */
    public static String asBlanks(LoadSettings settings, YamlEngineException fault, String text) {
        int[] points = text.codePoints().toArray();
        int at = fault instanceof MarkedYamlEngineException marked ? tab(marked, points) : -1;
        if (at < 0) {
            return text;
        }
        int[] blanks = points.clone();
        String rest = new String(points, at, points.length - at);
        Matcher header = BLOCK_HEADER.matcher(rest);
        int block = header.find() ? at + rest.codePointCount(0, header.start()) : points.length;
        boolean isMargin = false;
        for (int i = at; i < blanks.length; i++) {
            isMargin = i > 0 && (blanks[i - 1] == '\n' || isMargin && blanks[i - 1] == ' ');
            // The indentation of a block scalar is significant: it must stay.
            if (blanks[i] == '\t' && !(i > block && isMargin)) {
                blanks[i] = ' ';
            }
        }
        int end = at;
        try {
            Iterator<Token> tokens = tokens(settings, new String(blanks, 0, blanks.length));
            while (tokens.hasNext()) {
                Token token = tokens.next();
                copy(blanks, points, end, index(token.getStartMark()));
                if (isPlain(token)) {
                    copyMargins(blanks, points, index(token.getStartMark()), index(token.getEndMark()));
                }
                end = Math.max(end, index(token.getEndMark()));
            }
        } catch (YamlEngineException e) {
            // The next error: the text behind it is handled by the next pass. The last tokens before it may be missing.
            int next = e instanceof MarkedYamlEngineException marked
                    ? index(isBetweenTokens(marked) ? marked.getProblemMark() : marked.getContextMark())
                    : 0;
            copy(blanks, points, Math.max(end, blanksStart(blanks, next)), next);
            for (int i = at; end == at && i < points.length && isBlank(points[i]); i++) {
                points[i] = ' ';
            }
        }
        return new String(points, 0, points.length);
    }

    /**
     * Fails if a text needs so many edits, each with another parse, that reading it would take too long.
     *
     * @param done how often it was parsed
     */
    public static void checkPasses(int done, String text) throws YamlException {
        if (done > MAX_PASSES && (long) done * text.length() > MAX_READ) {
            throw new YamlException("yaml: too many places that only YAML 1.1 allows are not read here");
        }
    }

    /** The start of the white space with the tab that caused an error; -1 if no tab did. */
    private static int tab(MarkedYamlEngineException fault, int[] points) {
        int at = index(fault.getProblemMark());
        boolean isHere = at < points.length
                && (points[at] == '\t' || points[at] == ' ' && isBetweenTokens(fault))
                && fault instanceof ScannerException;
        if (isHere) {
            return blanksStart(points, at);
        }
        // A plain scalar continues behind a tab in the next line, and its continuation was read as a token.
        boolean isInToken = fault instanceof ScannerException && !isBetweenTokens(fault);
        int token = isInToken ? index(fault.getContextMark()) : Math.min(at, points.length);
        int found = -1;
        boolean hasTab = false;
        for (int i = token - 1; i >= 0 && (isBlank(points[i]) || isBreak(points[i])); i--) {
            hasTab |= points[i] == '\t';
            if (isBreak(points[i])) {
                found = hasTab ? i + 1 : found;
                hasTab = false;
            }
        }
        return found;
    }

    private static int blanksStart(int[] points, int at) {
        int start = at;
        while (start > 0 && isBlank(points[start - 1])) {
            start--;
        }
        return start;
    }

    private static boolean isBetweenTokens(MarkedYamlEngineException fault) {
        return String.valueOf(fault.getContext()).equals("while scanning for the next token");
    }

    private static boolean isPlain(Token token) {
        return token instanceof ScalarToken scalar && scalar.getStyle() == ScalarStyle.PLAIN;
    }

    /** Copies the spaces at the start of lines, which are no part of a plain scalar. */
    private static void copyMargins(int[] from, int[] to, int start, int end) {
        boolean isMargin = false;
        for (int i = start; i < end; i++) {
            isMargin = from[i] == ' ' && (isMargin || i > start && from[i - 1] == '\n');
            to[i] = isMargin ? ' ' : to[i];
        }
    }

    private static void copy(int[] from, int[] to, int start, int end) {
        if (start < end) {
            System.arraycopy(from, start, to, start, end - start);
        }
    }

    /**
     * Fails at the first tab between tokens that OPA's library rejects.
     *
     * @param text the text with its tabs and line ends
     * @param blanks the text with blanks for some tabs, and line feeds for all line ends
     * @param isStream false if only the first document counts
     */
    static void check(LoadSettings settings, String text, String blanks, boolean isStream) {
        if (text.indexOf('\t') >= 0 || YamlSpaces.hasKeptBreak(text)) {
            new YamlTabs(text).check(tokens(settings, blanks), isStream);
        }
    }

    private static Iterator<Token> tokens(LoadSettings settings, String text) {
        return new ScannerImpl(settings, new StreamReader(settings, text));
    }

    private void check(Iterator<Token> tokens, boolean isStream) {
        Token last = null;
        boolean hasContent = false;
        int before = 0;
        try {
            while (tokens.hasNext()) {
                Token token = tokens.next();
                Token.ID id = token.getTokenId();
                boolean isMarker = index(token.getStartMark()) == index(token.getEndMark())
                        && id != Token.ID.StreamEnd
                        && id != Token.ID.Scalar;
                if (last == null) {
                    last = token;
                } else if (!isMarker) {
                    checkBlock(token);
                    checkGap(last, index(token.getStartMark()), before);
                    last = token;
                    before = columns.isEmpty() ? 0 : columns.peek() + 1;
                }
                enter(token);
                if (!isMarker) {
                    before = columns.isEmpty() ? 0 : columns.peek() + 1;
                }
                boolean isBound = id == Token.ID.DocumentStart || id == Token.ID.DocumentEnd;
                if (isBound && hasContent && !isStream) {
                    return;
                }
                hasContent |= !isBound && id != Token.ID.StreamStart && id != Token.ID.Directive;
            }
        } catch (Fault e) {
            throw e;
        } catch (YamlEngineException e) {
            // Errors in the tokens are reported by the parser.
        }
    }

    /** Fails at U+2028 and U+2029 in a block scalar, which are lost where the line breaks at its end are joined. */
    private void checkBlock(Token token) {
        for (int at = index(token.getStartMark()); isBlock(token) && at < index(token.getEndMark()); at++) {
            if (text[at] == 0x2028 || text[at] == 0x2029) {
                throw new Fault(mark(at), "U+2028 and U+2029 inside of a text are not read here");
            }
        }
    }

    private static boolean isBlock(Token token) {
        return token instanceof ScalarToken scalar
                && (scalar.getStyle() == ScalarStyle.LITERAL || scalar.getStyle() == ScalarStyle.FOLDED);
    }

    private void enter(Token token) {
        switch (token.getTokenId()) {
            case BlockMappingStart, BlockSequenceStart ->
                columns.push(token.getStartMark().map(Mark::getColumn).orElse(0));
            case BlockEnd -> columns.pop();
            case FlowMappingStart, FlowSequenceStart -> flows++;
            case FlowMappingEnd, FlowSequenceEnd -> flows--;
            default -> {}
        }
    }

    /**
     * Checks the text between two tokens.
     *
     * @param least the column that a line must reach to continue a plain scalar
     */
    private void checkGap(Token last, int end, int least) {
        int at = index(last.getEndMark());
        boolean mayStartKey = mayStartKey(last);
        if (isPlain(last)) {
            int row = -1;
            int textEnd = at;
            at = index(last.getStartMark());
            for (; at < textEnd || at < end && (isBlank(text[at]) || isBreak(text[at])); at++) {
                if (isBreak(text[at])) {
                    row = at + 1;
                } else if (!isBlank(text[at])) {
                    row = -1;
                } else if (text[at] == '\t' && row >= 0 && at - row < least) {
                    throw new Fault(mark(at), "found a tab character that violates indentation");
                }
            }
            mayStartKey = row >= 0;
        }
        boolean isOnNextLine = isBlock(last) || isPlain(last) && mayStartKey;
        if (!isOnNextLine && hasLineComment(last)) {
            int comment = at;
            while (comment < end && isBlank(text[comment])) {
                comment++;
            }
            at = comment < end && text[comment] == '#' ? lineEnd(comment) : at;
        }
        while (at < end) {
            while (at < end
                    && (text[at] == ' '
                            || text[at] == BYTE_ORDER_MARK
                            || text[at] == '\t' && (flows > 0 || !mayStartKey))) {
                at++;
            }
            if (at < end && text[at] == '#') {
                at = commentsEnd(at, end);
            }
            if (at < end && !isBreak(text[at])) {
                // A tab, or a character that only the text before its edits has here.
                throw new Fault(mark(at), "found character that cannot start any token");
            }
            at++;
            mayStartKey |= flows == 0;
        }
    }

    private boolean mayStartKey(Token token) {
        return switch (token.getTokenId()) {
            case StreamStart, BlockEntry, Key -> true;
            case Scalar -> isBlock(token);
            case Value -> isFirstOnLine(index(token.getStartMark()));
            default -> false;
        };
    }

    private boolean isFirstOnLine(int at) {
        int before = at - 1;
        while (before >= 0 && isBlank(text[before])) {
            before--;
        }
        return before < 0 || isBreak(text[before]);
    }

    /** True if a comment behind a token is a line comment of the token, not read together with those on the next lines. */
    private static boolean hasLineComment(Token token) {
        return switch (token.getTokenId()) {
            case StreamStart, BlockEntry, DocumentStart, DocumentEnd, Directive -> false;
            default -> true;
        };
    }

    /** The end of a comment and of those that follow it behind blank lines. */
    private int commentsEnd(int start, int end) {
        int at = lineEnd(start);
        while (true) {
            int next = at;
            // It looks at bytes, so it does not see line breaks of several bytes.
            while (next < end
                    && next - at < PEEK
                    && (isBlank(text[next]) || text[next] == '\n' || text[next] == '\r')) {
                next++;
            }
            if (next >= end || text[next] != '#') {
                return at;
            }
            at = lineEnd(next);
        }
    }

    private Mark mark(int at) {
        int line = 0;
        int row = 0;
        for (int i = 0; i < at; i++) {
            if (isBreak(text[i]) && !(text[i] == '\r' && text[i + 1] == '\n')) {
                line++;
                row = i + 1;
            }
        }
        return new Mark("", at, line, at - row, text, at);
    }

    private int lineEnd(int at) {
        int end = at;
        while (end < text.length && !isBreak(text[end])) {
            end++;
        }
        return end;
    }

    private static boolean isBlank(int point) {
        return point == ' ' || point == '\t';
    }

    private static boolean isBreak(int point) {
        return switch (point) {
            case '\n', '\r', 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    private static int index(Optional<Mark> mark) {
        return mark.map(Mark::getIndex).orElse(0);
    }

    private static final class Fault extends ScannerException {
        private static final long serialVersionUID = 1;

        Fault(Mark place, String problem) {
            super("", Optional.of(place), problem, Optional.of(place));
        }
    }
}
