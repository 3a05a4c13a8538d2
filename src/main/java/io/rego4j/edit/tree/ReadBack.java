package io.rego4j.edit.tree;

import io.rego4j.ast.Comment;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.Formatter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a written text and compares it with the tree that was meant.
 *
 * @param after the tree that was meant
 * @param version the version of Rego that the text is in
 * @param gone the comments that went with their statements
 */
record ReadBack(RegoModule after, RegoVersion version, Set<Comment> gone) {
    /** What the new text says other than the tree that was meant; null if nothing. */
    @Nullable
    String difference(Source text) {
        ParseResult<RegoModule> result = RegoParser.parse(text, ParseOptions.of(version));
        if (!result.isSuccess()) {
            return result.diagnostics().get(0).toLine();
        }
        RegoModule read = result.orThrow();
        if (!read.pkg().equals(after.pkg()) || !read.imports().equals(after.imports())) {
            return "the package or the imports would be others";
        }
        if (read.rules().size() != after.rules().size()) {
            return "there would be " + read.rules().size() + " rules, not "
                    + after.rules().size();
        }
        // Comparing takes as long as reading.
        return IntStream.range(0, read.rules().size())
                .parallel()
                .mapToObj(i -> difference(after.rules().get(i), read.rules().get(i), read))
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> lostComment(read));
    }

    private @Nullable String difference(Rule meant, Rule written, RegoModule read) {
        if (meant.equals(written)) {
            return null;
        }
        Rule bare = written.withAnnotations(List.of());
        RegoModule one = new RegoModule(after.pkg(), List.of(), List.of(), List.of(bare), List.of(), read.origin());
        RegoModule other = one.withRules(List.of(
                meant.withAnnotations(List.of()).withOrigin(meant.origin().withoutComments())));
        boolean sameBlocks = meant.annotations().equals(written.annotations());
        return sameBlocks
                ? Formatter.difference(other, one).orElse(null)
                : "the METADATA of " + meant.head().ref() + " would be other ones";
    }

    /** A comment that was to stay, and is not there any more. */
    private @Nullable String lostComment(RegoModule read) {
        Set<String> there = new HashSet<>();
        read.comments().forEach(comment -> there.add(comment.text().stripTrailing()));
        for (Comment comment : after.comments()) {
            if (!gone.contains(comment) && !there.contains(comment.text().stripTrailing())) {
                return "the comment \"#" + comment.text() + "\" would be lost";
            }
        }
        return null;
    }
}
