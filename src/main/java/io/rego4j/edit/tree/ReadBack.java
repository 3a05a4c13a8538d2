package io.rego4j.edit.tree;

import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.format.Formatter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads a written text and compares it with the tree that was meant.
 *
 * @param after the tree that was meant, a change of a tree that was read
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
        RegoModule old = after.origin().moduleAsRead();
        Map<Rule, Integer> places = new IdentityHashMap<>();
        if (old != null && old.imports().equals(read.imports())) {
            for (int i = 0; i < old.rules().size(); i++) {
                places.put(old.rules().get(i), i);
            }
        }
        for (int i = 0; i < read.rules().size(); i++) {
            Rule meant = after.rules().get(i);
            Integer place = places.get(meant);
            // Comparing two trees takes as long as reading one: where a rule is the one that was read, its text
            // suffices.
            String difference = old != null && place != null && isSameText(old, place, read, i)
                    ? null
                    : difference(meant, read.rules().get(i), read);
            if (difference != null) {
                return difference;
            }
        }
        return lostComment(read);
    }

    /**
     * True if the texts are the same from the start of an old rule and a new one to the start of the next one: the keywords being
     * the same, they are read as the same rule.
     */
    private static boolean isSameText(RegoModule old, int place, RegoModule read, int now) {
        Rule one = old.rules().get(place);
        Rule other = read.rules().get(now);
        Span before = text(old, place);
        Span after = text(read, now);
        int length = before.end() - before.start();
        return !Chains.isChained(one)
                && length == after.end() - after.start()
                && before.source()
                        .text()
                        .regionMatches(before.start(), after.source().text(), after.start(), length)
                && one.annotations().equals(other.annotations());
    }

    private static Span text(RegoModule module, int rule) {
        Origin origin = module.rules().get(rule).origin();
        Source source = Objects.requireNonNull(origin.source());
        int end = rule + 1 < module.rules().size()
                ? module.rules().get(rule + 1).origin().start()
                : source.text().length();
        return Span.of(source, origin.start(), Math.max(origin.start(), end));
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
