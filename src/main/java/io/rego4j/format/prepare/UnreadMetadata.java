package io.rego4j.format.prepare;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the METADATA of a tree that was read without them: by its comments alone they could not be assigned once rules
 * are removed.
 */
public final class UnreadMetadata {
    private UnreadMetadata() {}

    /**
     * The module with the METADATA that its rules have in the text; the same one if it holds some, or the text has none.
     *
     * @param version the version in which the module was read
     */
    public static RegoModule read(RegoModule module, RegoVersion version) {
        Source source = module.pkg().origin().source();
        if (source == null
                || !module.annotations().isEmpty()
                || module.rules().stream().anyMatch(rule -> !rule.annotations().isEmpty())
                || module.comments().stream().noneMatch(UnreadMetadata::isUnread)) {
            return module;
        }
        return RegoParser.parse(
                        source, ParseOptions.of(version).withAllFeatures().withAnnotations(true))
                .tree()
                .filter(read -> !read.annotations().isEmpty())
                .map(read -> with(module, read, source))
                .orElse(module);
    }

    private static RegoModule with(RegoModule module, RegoModule read, Source source) {
        Map<Integer, List<Annotations>> byPlace = new HashMap<>();
        read.rules().forEach(rule -> byPlace.put(rule.origin().start(), rule.annotations()));
        List<Rule> rules = module.rules().stream()
                .map(rule -> rule.origin().source() == source
                        ? rule.withAnnotations(
                                byPlace.getOrDefault(rule.origin().start(), List.of()))
                        : rule)
                .toList();
        return MetadataLines.marked(module.withAnnotations(read.annotations()).withRules(rules));
    }

    private static boolean isUnread(Comment comment) {
        return UnlocatedModule.startsBlock(comment) && !MetadataLines.isLine(comment);
    }
}
