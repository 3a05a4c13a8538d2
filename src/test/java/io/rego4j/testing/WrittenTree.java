package io.rego4j.testing;

import io.rego4j.Rego;
import io.rego4j.ast.Annotations;
import io.rego4j.ast.Body;
import io.rego4j.ast.Comment;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.FormatResult.Outcome;
import io.rego4j.format.verify.PolicyComparison;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A tree with its text, the tree that was read from it, and what comes of formatting that text.
 *
 * @param tree what was written
 * @param version the version for which, and in which the text is read
 * @param result the text
 * @param read the tree that the text is
 * @param again the text formatted
 */
public record WrittenTree(
        RegoModule tree, RegoVersion version, FormatResult result, ParseResult<RegoModule> read, FormatResult again) {
    /** A text that OPA's formatter does not leave as it is comes to rest after as many rounds. */
    private static final int ROUNDS = 8;

    /** Reads the text of a tree and formats it; the result must be {@link FormatResult#isFormatted() formatted}. */
    public static WrittenTree of(RegoModule tree, RegoVersion version, FormatResult result) {
        Source source = Source.of("policy.rego", result.text());
        ParseResult<RegoModule> read =
                Rego.parse(source, ParseOptions.of(version).withAnnotations(true));
        FormatResult again = read.isSuccess() ? Rego.format(source, version, FormatOptions.of(version)) : result;
        return new WrittenTree(tree, version, result, read, again);
    }

    public String text() {
        return result.text();
    }

    /** True if formatting changes the text: one that OPA would change too. */
    public boolean isChangedAgain() {
        return !again.text().equals(result.text());
    }

    /** What is wrong with the text; null if it is that tree and comes to rest. */
    public @Nullable String problem() {
        if (!read.isSuccess()) {
            return "not read: " + read.diagnostics() + "\n" + text();
        }
        RegoModule written = read.orThrow();
        Object other = PolicyComparison.difference(TreeMutator.bare(tree), TreeMutator.bare(written));
        if (other != null) {
            return other + "\n" + text();
        }
        for (int i = 0; i < tree.rules().size(); i++) {
            List<Annotations> own = tree.rules().get(i).annotations();
            if (!written.rules().get(i).annotations().containsAll(own)) {
                return "METADATA lost: " + own + "\n" + text();
            }
        }
        List<String> lost = new ArrayList<>(comments());
        for (Comment comment : written.comments()) {
            String text = comment.text().strip();
            // What is METADATA no more is mere text: with a second sign.
            if (!lost.remove(text) && text.startsWith("#")) {
                lost.remove(text.substring(1).strip());
            }
        }
        return lost.isEmpty() ? unrest() : "comments lost: " + lost + "\n" + text();
    }

    /** The comments of the tree, and of its nodes, that are no METADATA. */
    private List<String> comments() {
        List<Annotations> blocks = MetadataLines.blocks(tree);
        MetadataLines held = MetadataLines.of(blocks);
        // Nothing tells whose lines those are that were not read, or whose METADATA has no place.
        boolean told = blocks.stream().allMatch(block -> block.origin().isPresent());
        boolean read = told || tree.comments().stream().anyMatch(MetadataLines::isLine);
        List<Comment> comments = new ArrayList<>(read ? tree.comments() : List.of());
        comments.removeIf(comment ->
                MetadataLines.isLine(comment) && (!told || !comment.origin().isPresent() || held.hold(comment)));
        NodeWalk.walk(tree, node -> {
            // A body has the origin of its first expression.
            if (!(node instanceof Body)) {
                comments.addAll(node.origin().comments());
            }
            return true;
        });
        return comments.stream().map(comment -> comment.text().strip()).toList();
    }

    /** Only OPA's own text of a tree may change when it is formatted again, as OPA changes it; and that ends. */
    private @Nullable String unrest() {
        String before = text();
        FormatResult after = again;
        for (int i = 0; i < ROUNDS; i++) {
            if (!after.isFormatted()) {
                return "not formatted again: " + after.errors() + "\n" + before;
            } else if (after.text().equals(before)) {
                return null;
            } else if (i == 0 && result.outcome() != Outcome.AS_OPA) {
                break;
            }
            before = after.text();
            after = Rego.format(Source.of(before), version, FormatOptions.of(version));
        }
        return "not stable:\n" + before + "\nthen:\n" + after.text();
    }
}
