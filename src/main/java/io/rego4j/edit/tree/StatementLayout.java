package io.rego4j.edit.tree;

import io.rego4j.ast.Comment;
import io.rego4j.ast.CommentOwners;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.edit.EditException;
import io.rego4j.format.FormatOptions;
import io.rego4j.format.FormatResult;
import io.rego4j.format.Formatter;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lays out one rule of a module as it would stand in it. */
final class StatementLayout {
    private final RegoModule module;
    private final RegoVersion version;
    private final Formatter formatter;

    /** @param module the module with the imports that the rules are written for */
    StatementLayout(RegoModule module, RegoVersion version) {
        this.module = module;
        this.version = version;
        this.formatter = new Formatter(FormatOptions.of(version));
    }

    /**
     * The lines of a rule.
     *
     * @param gap how many line feeds stand between it and the rule that it comes after
     */
    record Lines(String text, int gap) {}

    /**
     * The lines of a rule with its METADATA and comments.
     *
     * @param comments those that stand in it
     * @param behind the rule that it comes after; null if there is none
     */
    Lines of(Rule rule, List<Comment> comments, @Nullable Rule behind) {
        List<Rule> rules = new ArrayList<>();
        if (behind != null) {
            rules.add(behind.withAnnotations(List.of()));
        }
        rules.add(rule);
        RegoModule small =
                new RegoModule(module.pkg(), module.imports(), rule.annotations(), rules, comments, module.origin());
        FormatResult result = formatter.format(small, version);
        if (!result.isFormatted()) {
            throw new EditException(result.errors());
        }
        String text = result.text();
        RegoModule read =
                RegoParser.parse(Source.of(text), ParseOptions.of(version)).orThrow();
        int last = read.rules().size() - 1;
        int start = start(read, read.rules().get(last));
        int gap = behind == null || last == 0
                ? 2
                : lineFeeds(
                        text, CommentOwners.extent(read.rules().get(last - 1)).end(), start);
        // Imports may stand behind the rules of a text.
        Rule written = read.rules().get(last);
        List<Comment> trailing = CommentOwners.of(read).of(written, CommentOwners.Role.TRAILING);
        int end = trailing.isEmpty()
                ? CommentOwners.extent(written).end()
                : trailing.get(0).origin().end();
        return new Lines(text.substring(start, end), gap);
    }

    private static int lineFeeds(String text, int from, int to) {
        return (int) text.substring(from, to).chars().filter(c -> c == '\n').count();
    }

    private static int start(RegoModule module, Rule rule) {
        List<Comment> above = CommentOwners.of(module).of(rule, CommentOwners.Role.LEADING);
        Span extent = CommentOwners.extent(rule);
        return above.isEmpty()
                ? extent.start()
                : Math.min(extent.start(), above.get(0).origin().start());
    }
}
