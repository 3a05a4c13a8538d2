package io.rego4j.format;

import io.rego4j.ast.ComprehensionTerm;
import io.rego4j.ast.Import;
import io.rego4j.ast.LogicalOperation;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Term;
import io.rego4j.ast.TermKind;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.Locale;

/** Says which class of {@code format.layout} writes the part of a text in which another text begins to differ from it. */
final class WriterFinder {
    private WriterFinder() {}

    /** For the message of a golden test: row, writer, and what it should have written. */
    static String describe(String expected, String written, RegoVersion version) {
        int at = 0;
        while (at < Math.min(expected.length(), written.length()) && expected.charAt(at) == written.charAt(at)) {
            at++;
        }
        int row = 1
                + (int) expected.substring(0, at).chars().filter(c -> c == '\n').count();
        return "row " + row + ", look at format.layout." + writer(expected, at, row, version);
    }

    private static String writer(String expected, int at, int row, RegoVersion version) {
        RegoModule module = RegoParser.parse(
                        Source.of(expected), ParseOptions.of(version).withAllFeatures())
                .tree()
                .orElse(null);
        if (module == null) {
            return "ModuleWriter";
        }
        if (module.comments().stream()
                .anyMatch(comment ->
                        comment.origin().row() == row && comment.origin().start() <= at)) {
            return "OpaComments";
        }
        Node[] innermost = {module};
        NodeWalk.walk(module, node -> {
            boolean covers = node.origin().start() <= at && at < node.origin().end();
            if (covers && node.origin().isPresent()) {
                innermost[0] = node;
            }
            return true;
        });
        return writerOf(innermost[0]);
    }

    private static String writerOf(Node node) {
        if (node instanceof Import) {
            return "ImportWriter";
        }
        if (node instanceof LogicalOperation) {
            return "LogicalWriter";
        }
        if (node instanceof ComprehensionTerm) {
            return "ComprehensionWriter";
        }
        if (node instanceof Term term) {
            return switch (TermKind.of(term)) {
                case ARRAY, SET, OBJECT -> "IterableWriter";
                case CALL -> "CallWriter";
                case REF -> "RefWriter";
                case TEMPLATE_STRING -> "TemplateStringWriter";
                case NULL, BOOLEAN, NUMBER, STRING, VAR, ARRAY_COMPREHENSION, SET_COMPREHENSION, OBJECT_COMPREHENSION ->
                    "TermWriter";
            };
        }
        // The other writers have the name of what they write.
        String kind = node.getClass().getSimpleName().replace("Rego", "");
        return switch (kind.toLowerCase(Locale.ROOT)) {
            case "package" -> "ModuleWriter";
            case "with", "somedecl", "every", "not" -> "ExprWriter";
            default -> kind + "Writer";
        };
    }
}
