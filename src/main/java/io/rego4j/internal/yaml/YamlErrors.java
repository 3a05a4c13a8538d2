package io.rego4j.internal.yaml;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Errors in a YAML text, with the messages of OPA's library. Both libraries descend from PyYAML and find the same errors at the
 * same places; only the messages differ.
 */
final class YamlErrors {
    private record Wording(Pattern context, Pattern problem, String message) {
        Wording(String context, String problem, String message) {
            this(Pattern.compile(context), Pattern.compile(problem), message);
        }
    }

    private static final List<Wording> WORDINGS = List.of(
            new Wording("while parsing a block mapping", ".*", "did not find expected key"),
            new Wording("while parsing a block collection", ".*", "did not find expected '-' indicator"),
            new Wording("while parsing a flow sequence", ".*", "did not find expected ',' or ']'"),
            new Wording("while parsing a flow mapping", ".*", "did not find expected ',' or '}'"),
            new Wording("while parsing a (flow|block) node", ".*", "did not find expected node content"),
            new Wording("while parsing a node", "found undefined tag handle.*", "found undefined tag handle"),
            new Wording("", "expected '?<document start>.*", "did not find expected <document start>"),
            new Wording("", "mapping values are not allowed.*", "mapping values are not allowed in this context"),
            new Wording("", "mapping keys are not allowed.*", "mapping keys are not allowed in this context"),
            new Wording(
                    "", "sequence entries are not allowed.*", "block sequence entries are not allowed in this context"),
            new Wording("while scanning for the next token", ".*", "found character that cannot start any token"),
            new Wording("while scanning a simple key", ".*", "could not find expected ':'"),
            new Wording(
                    "while scanning an? (alias|anchor)", ".*", "did not find expected alphabetic or numeric character"),
            new Wording(
                    ".*quoted scalar",
                    ".*unknown escape character \\p{XDigit}{8}.*",
                    "found invalid Unicode character escape code"),
            new Wording(".*quoted scalar", ".*unknown escape character.*", "found unknown escape character"),
            new Wording(".*quoted scalar", ".*hexadecimal.*", "did not find expected hexdecimal number"),
            new Wording(".*quoted scalar", ".*code ?point.*", "found invalid Unicode character escape code"),
            new Wording(".*quoted scalar", ".*document separator.*", "found unexpected document indicator"),
            new Wording(".*quoted scalar", ".*end of stream.*", "found unexpected end of stream"),
            new Wording(
                    "while scanning a block scalar",
                    ".*in the range 1-9.*",
                    "found an indentation indicator equal to 0"),
            new Wording(
                    "while scanning a block scalar",
                    ".*comment or a line break.*",
                    "did not find expected comment or line break"));

    private static final Pattern UNKNOWN_DIRECTIVE = Pattern.compile("(?m)^\\uFEFF?%(?!(YAML|TAG)[ \\t])");

    private static final String QUOTED = "while scanning a double-quoted scalar";

    private YamlErrors() {}

    /** The place of a directive whose only error is that no marker ends the document before it; null for other errors. */
    static @Nullable Mark directiveBehindDocument(YamlEngineException fault) {
        return fault instanceof ParserException parse
                        && String.valueOf(parse.getProblem()).startsWith("expected '<document end>' before directives")
                ? parse.getProblemMark().orElse(null)
                : null;
    }

    /**
     * Fails at an escape in double quotes that OPA's library rejects and SnakeYAML Engine accepts.
     *
     * @param text the code points of the whole text
     */
    static void checkEscapes(ScalarEvent scalar, int[] text) {
        int last = Math.min(text.length, scalar.getEndMark().map(Mark::getIndex).orElse(0));
        int at = scalar.getStartMark().map(Mark::getIndex).orElse(0);
        while (at + 1 < last) {
            if (text[at] != '\\') {
                at++;
                continue;
            }
            int kind = text[at + 1];
            int digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            if (kind == '/') {
                throw fault(QUOTED, scalar, "found unknown escape character");
            } else if (digits > 0 && !isCharacter(text, at + 2, digits)) {
                throw fault(QUOTED, scalar, "found invalid code point");
            }
            at += 2;
        }
    }

    /** Fails if a block scalar has a tab in its indentation. */
    static void checkMargin(ScalarEvent block, String text, int start, int end, int least) {
        if (YamlSpaces.isTabInMargin(text, start, end, least)) {
            throw fault(
                    "while scanning a block scalar",
                    block,
                    "found a tab character where an indentation space is expected");
        }
    }

    /**
     * Fails if a document has a directive that OPA's library does not know.
     *
     * @param head the text before the document
     */
    static void checkDirectives(DocumentStartEvent start, String head) {
        if (UNKNOWN_DIRECTIVE.matcher(head).find()) {
            throw fault("while scanning a directive", start, "found unknown directive name");
        }
    }

    /** The name of an anchor or alias; OPA's library allows letters, digits, underscores and hyphens. */
    static String name(Anchor anchor, Event event) {
        String name = anchor.getValue();
        int end = YamlEdit.nameEnd(name);
        if (end < 0) {
            throw fault("while scanning an anchor", event, name);
        }
        return name.substring(0, end);
    }

    /** An error of OPA's library that SnakeYAML Engine does not have. */
    static ScannerException fault(String context, Event event, String problem) {
        return new ScannerException(context, event.getStartMark(), problem, event.getStartMark());
    }

    private static boolean isCharacter(int[] text, int from, int digits) {
        long value = 0;
        for (int i = from; i < from + digits && i < text.length; i++) {
            value = value * 16 + Character.digit(text[i], 16);
        }
        return value < Character.MIN_SURROGATE || value > Character.MAX_SURROGATE && value <= Character.MAX_CODE_POINT;
    }

    /** The line of a mark, from 0. OPA's library puts the end of a text at the start of a new line. */
    private static int line(Mark mark) {
        return mark.getLine() + (mark.getPointer() >= mark.getBuffer().length && mark.getColumn() > 0 ? 1 : 0);
    }

    static String message(YamlEngineException fault) {
        if (fault instanceof ReaderException) {
            return "yaml: control characters are not allowed";
        } else if (!(fault instanceof MarkedYamlEngineException)) {
            return "yaml: " + fault.getMessage();
        }
        MarkedYamlEngineException marked = (MarkedYamlEngineException) fault;
        int at = marked.getContextMark().map(mark -> mark.getLine()).orElse(0);
        if (at == 0) {
            at = marked.getProblemMark().map(YamlErrors::line).orElse(0);
        }
        if (at != 0 && fault instanceof ScannerException) {
            at++;
        }
        return "yaml: " + (at == 0 ? "" : "line " + at + ": ") + problem(marked);
    }

    private static String problem(MarkedYamlEngineException fault) {
        String context = fault.getContext() == null ? "" : fault.getContext();
        String problem = fault.getProblem() == null ? "" : fault.getProblem();
        for (Wording wording : WORDINGS) {
            if (wording.context.matcher(context).lookingAt()
                    && wording.problem.matcher(problem).lookingAt()) {
                return wording.message;
            }
        }
        return problem.isEmpty() ? "unknown problem parsing YAML content" : problem;
    }
}
