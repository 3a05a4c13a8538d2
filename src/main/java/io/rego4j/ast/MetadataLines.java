package io.rego4j.ast;

import io.rego4j.source.Source;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where METADATA blocks stand in their texts, and so which comments are their lines. */
public final class MetadataLines {
    /** The offsets at which blocks start and end. */
    private final Map<Source, NavigableMap<Integer, Integer>> places = new IdentityHashMap<>();

    private MetadataLines(Collection<Annotations> blocks) {
        for (Annotations block : blocks) {
            Source source = block.origin().source();
            if (source != null) {
                places.computeIfAbsent(source, each -> new TreeMap<>())
                        .put(block.origin().start(), block.origin().end());
            }
        }
    }

    /** The lines of these blocks; those without a place have none. */
    public static MetadataLines of(Collection<Annotations> blocks) {
        return new MetadataLines(blocks);
    }

    /** The METADATA of a module and of its rules. Those of rules may be several times among them. */
    public static List<Annotations> blocks(RegoModule module) {
        return Stream.concat(
                        module.annotations().stream(),
                        module.rules().stream().flatMap(rule -> rule.annotations().stream()))
                .toList();
    }

    /**
     * The comments of a module. Lines of METADATA that it does not hold any more, by where they stand, are mere text: nothing else
     * would tell them from those of a module whose METADATA was not read.
     */
    public static List<Comment> withoutLost(RegoModule module) {
        if (module.comments().stream().noneMatch(MetadataLines::isLine)) {
            return module.comments();
        }
        MetadataLines held = of(blocks(module));
        return module.comments().stream()
                .map(comment -> isLine(comment) && comment.origin().isPresent() && !held.holdPlaceOf(comment)
                        ? asText(comment)
                        : comment)
                .toList();
    }

    /** A comment that OPA does not take for a line of METADATA. */
    public static Comment asText(Comment comment) {
        return new Comment("#" + comment.text(), comment.origin().without(Spelling.METADATA));
    }

    /** True for a comment that was read as METADATA and stands in one of the blocks. */
    public boolean hold(Comment comment) {
        return isLine(comment) && holdPlaceOf(comment);
    }

    /** True for a comment that was read as a line of METADATA. */
    public static boolean isLine(Comment comment) {
        return comment.origin().has(Spelling.METADATA);
    }

    /** The module with the comments marked that are lines of its METADATA, by where they stand. */
    public static RegoModule marked(RegoModule module) {
        MetadataLines lines = of(blocks(module));
        return lines.places.isEmpty()
                ? module
                : module.withComments(module.comments().stream()
                        .map(comment -> lines.holdPlaceOf(comment) ? marked(comment) : comment)
                        .toList());
    }

    private static Comment marked(Comment comment) {
        return comment.withOrigin(comment.origin().with(Spelling.METADATA));
    }

    private boolean holdPlaceOf(Comment comment) {
        NavigableMap<Integer, Integer> ends = places.get(comment.origin().source());
        Map.Entry<Integer, Integer> block =
                ends == null ? null : ends.floorEntry(comment.origin().start());
        return block != null && comment.origin().start() < block.getValue();
    }
}
