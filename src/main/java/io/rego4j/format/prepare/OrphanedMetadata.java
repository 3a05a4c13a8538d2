package io.rego4j.format.prepare;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.MetadataLines;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rule;
import java.util.ArrayList;
import java.util.List;

/**
 * The comments of METADATA that a tree does not hold any more, such as those of a rule from which it was removed: they
 * stay as comments that OPA does not read as METADATA. Where a block without a location has replaced it, they are
 * dropped.
 */
final class OrphanedMetadata {
    private final RegoModule module;
    private final List<Annotations> blocks;
    private final MetadataLines held;

    private OrphanedMetadata(RegoModule module) {
        this.module = module;
        blocks = MetadataLines.blocks(module);
        held = MetadataLines.of(blocks);
    }

    /** The module with such comments as mere text; the same one if it has none. */
    static RegoModule asText(RegoModule module) {
        if (module.comments().stream().noneMatch(MetadataLines::isLine)) {
            return module;
        }
        List<Comment> comments = new OrphanedMetadata(module).comments();
        return comments.equals(module.comments()) ? module : module.withComments(comments);
    }

    private List<Comment> comments() {
        List<Comment> result = new ArrayList<>();
        for (Comment comment : module.comments()) {
            boolean isOrphan = MetadataLines.isLine(comment) && !held.hold(comment);
            if (!isOrphan) {
                result.add(comment);
            } else if (!isReplaced(comment)) {
                result.add(MetadataLines.asText(comment));
            }
        }
        return result;
    }

    /** True if the statement below has METADATA that were not read from a text. */
    private boolean isReplaced(Comment line) {
        Origin place = line.origin();
        if (!place.isPresent()) {
            return isAnyBuilt(blocks);
        }
        int nearest = Integer.MAX_VALUE;
        List<Annotations> own = List.of();
        if (isBelow(module.pkg().origin(), place)) {
            nearest = module.pkg().origin().start();
            own = module.annotations().stream()
                    .filter(block -> !RelocatedModule.isOfRule(block))
                    .toList();
        }
        for (Rule rule : module.rules()) {
            if (isBelow(rule.origin(), place) && rule.origin().start() < nearest) {
                nearest = rule.origin().start();
                own = rule.annotations();
            }
        }
        return isAnyBuilt(own);
    }

    private static boolean isBelow(Origin statement, Origin line) {
        return statement.source() == line.source() && statement.start() > line.start();
    }

    private static boolean isAnyBuilt(List<Annotations> blocks) {
        return blocks.stream().anyMatch(block -> !block.origin().isPresent());
    }
}
