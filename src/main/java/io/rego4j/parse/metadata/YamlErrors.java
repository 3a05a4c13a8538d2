package io.rego4j.parse.metadata;

import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.ScannerException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What is wrong in a YAML text, in the words of the library that OPA reads METADATA with. Both libraries descend from
 * PyYAML and find the same faults at the same places; they only name them differently.
 */
final class YamlErrors {
    private record Wording(Pattern context, Pattern problem, String says) {
        Wording(String context, String problem, String says) {
            this(Pattern.compile(context), Pattern.compile(problem), says);
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

    private YamlErrors() {}

    /** The place of a directive that is at fault only because nothing ends the document before it; null for any other. */
    static @Nullable Mark directiveBehindDocument(YamlEngineException fault) {
        return fault instanceof ParserException parse
                        && String.valueOf(parse.getProblem()).startsWith("expected '<document end>' before directives")
                ? parse.getProblemMark().orElse(null)
                : null;
    }

    /** The offset of a comment right after {@code |} or {@code >}, which OPA's library allows; -1 for any other fault. */
    static int commentAfterIndicator(YamlEngineException fault, String text) {
        if (!(fault instanceof ScannerException scan) || scan.getProblemMark().isEmpty()) {
            return -1;
        }
        int at = text.offsetByCodePoints(0, scan.getProblemMark().get().getIndex());
        boolean header = String.valueOf(scan.getContext()).startsWith("while scanning a block scalar");
        boolean indicator = at > 0 && "|>+-123456789".indexOf(text.charAt(at - 1)) >= 0;
        return header && indicator && at < text.length() && text.charAt(at) == '#' ? at : -1;
    }

    /** The offset of a tab that is at fault though something else stands before it on its line; -1 for any other fault. */
    static int tabBetweenTokens(YamlEngineException fault, String text) {
        if (!(fault instanceof ScannerException scan) || scan.getProblemMark().isEmpty()) {
            return -1;
        }
        // Marks count code points.
        int at = text.offsetByCodePoints(0, scan.getProblemMark().get().getIndex());
        if (at >= text.length() || text.charAt(at) != '\t') {
            return -1;
        }
        String before = text.substring(text.lastIndexOf('\n', at) + 1, at).strip();
        boolean indicator = before.isEmpty() || before.endsWith("-") || before.endsWith("?");
        return indicator ? -1 : at;
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
            at = marked.getProblemMark().map(mark -> mark.getLine()).orElse(0);
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
                return wording.says;
            }
        }
        return problem.isEmpty() ? "unknown problem parsing YAML content" : problem;
    }
}
