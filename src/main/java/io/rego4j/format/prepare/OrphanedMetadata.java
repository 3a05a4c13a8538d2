package io.rego4j.format.prepare;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The comments of METADATA that a tree does not hold any more, such as those of a rule from which it was removed: they
 * stay as comments that OPA does not read as METADATA.
 */
final class OrphanedMetadata {
    /** Where the METADATA of the tree stand, by their texts. */
    private final Map<Source, Set<Integer>> held = new IdentityHashMap<>();

    private OrphanedMetadata(List<Annotations> held) {
        for (Annotations block : held) {
            Source source = block.origin().source();
            if (source != null) {
                this.held
                        .computeIfAbsent(source, each -> new HashSet<>())
                        .add(block.origin().start());
            }
        }
    }

    /**
     * The module with such comments as mere text; the same one if it has none. A module without any METADATA was read
     * without them, and if some block has no location, its comments cannot be found: such modules stay as they are.
     */
    static RegoModule asText(RegoModule module) {
        if (module.comments().stream().noneMatch(OrphanedMetadata::startsBlock)) {
            return module;
        }
        List<Annotations> blocks = Stream.concat(
                        module.annotations().stream(),
                        module.rules().stream().flatMap(rule -> rule.annotations().stream()))
                .toList();
        if (blocks.isEmpty()
                || blocks.stream().anyMatch(block -> !block.origin().isPresent())) {
            return module;
        }
        List<Comment> comments = new OrphanedMetadata(blocks).asText(module.comments());
        return comments.equals(module.comments()) ? module : module.withComments(comments);
    }

    private List<Comment> asText(List<Comment> comments) {
        List<Comment> result = new ArrayList<>(comments.size());
        boolean isOrphan = false;
        Origin last = Origin.NONE;
        for (Comment comment : comments) {
            Origin origin = comment.origin();
            if (startsBlock(comment)) {
                isOrphan = !held.getOrDefault(origin.source(), Set.of()).contains(origin.start());
            } else {
                isOrphan &= origin.source() == last.source() && origin.row() == last.row() + 1 && origin.column() == 1;
            }
            result.add(isOrphan ? new Comment("#" + comment.text(), origin) : comment);
            last = origin;
        }
        return result;
    }

    private static boolean startsBlock(Comment comment) {
        return comment.origin().isPresent() && UnlocatedModule.startsBlock(comment);
    }
}
