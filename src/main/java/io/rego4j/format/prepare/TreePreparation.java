package io.rego4j.format.prepare;

import io.rego4j.ast.AnnotationOwners;
import io.rego4j.ast.Node;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RegoModule;
import io.rego4j.source.Source;
import java.util.List;

/**
 * Makes a module that a program holds ready to be written. Its order is that of the tree, and a location is only a hint for
 * the layout; so a module whose statements do not stand in one text in their order is {@linkplain RelocatedModule given} such
 * a text, and one without locations has its {@linkplain UnlocatedModule METADATA} put where a text has them.
 */
public final class TreePreparation {
    private TreePreparation() {}

    /** The module to write; the same one if it is as it was read, or was built with its METADATA in comments. */
    public static RegoModule of(RegoModule module) {
        if (isWithoutLocations(module)) {
            return UnlocatedModule.prepare(module);
        }
        RegoModule told = OrphanedMetadata.asText(module);
        return told == module && isAsRead(module) ? module : RelocatedModule.of(told);
    }

    /** The module without the places of its nodes, to be written where these fit no text. */
    public static RegoModule withoutPlaces(RegoModule module) {
        return PlacelessModule.of(OrphanedMetadata.asText(module));
    }

    private static boolean isWithoutLocations(RegoModule module) {
        return !module.pkg().origin().isPresent()
                && module.imports().stream().noneMatch(imp -> imp.origin().isPresent())
                && module.rules().stream().noneMatch(rule -> rule.origin().isPresent());
    }

    /** True if all statements and comments stand in one text, in the order of the tree, with the METADATA of that text. */
    private static boolean isAsRead(RegoModule module) {
        Source source = module.pkg().origin().source();
        return source != null
                && areInOrder(module.imports(), source)
                && areInOrder(module.rules(), source)
                && areIn(module.comments(), source)
                && areIn(module.annotations(), source)
                && hasItsMetadata(module);
    }

    private static boolean areInOrder(List<? extends Node> statements, Source source) {
        int last = -1;
        for (Node statement : statements) {
            Origin origin = statement.origin();
            if (origin.source() != source || origin.anchor() < last) {
                return false;
            }
            last = origin.anchor();
        }
        return true;
    }

    private static boolean areIn(List<? extends Node> nodes, Source source) {
        return nodes.stream().allMatch(node -> node.origin().source() == source);
    }

    /** True if each rule has the blocks that it gets by where they stand, and no others. */
    private static boolean hasItsMetadata(RegoModule module) {
        boolean rulesHave =
                module.rules().stream().anyMatch(rule -> !rule.annotations().isEmpty());
        if (module.annotations().isEmpty()) {
            return !rulesHave;
        }
        AnnotationOwners owners = AnnotationOwners.of(module);
        if (module.annotations().stream()
                .anyMatch(block -> owners.statementBelow(block.origin().row()).isEmpty())) {
            return false;
        }
        RegoModule attached = owners.attach(module.annotations());
        for (int i = 0; i < module.rules().size(); i++) {
            if (!attached.rules()
                    .get(i)
                    .annotations()
                    .equals(module.rules().get(i).annotations())) {
                return false;
            }
        }
        return true;
    }
}
