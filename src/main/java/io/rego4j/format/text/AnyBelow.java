package io.rego4j.format.text;

import io.rego4j.ast.Node;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Whether a predicate holds for a node or one below it, for tests at many levels of one tree: each node is visited once, so
 * that the time does not grow with the square of the depth.
 */
public final class AnyBelow {
    private final Predicate<Node> predicate;
    private final Map<Node, Boolean> known = new IdentityHashMap<>();

    public AnyBelow(Predicate<Node> predicate) {
        this.predicate = predicate;
    }

    /** True if the predicate holds for a node or one below it. */
    public boolean test(Node node) {
        if (predicate.test(node)) {
            return true;
        }
        var children = node.children();
        if (children.isEmpty()) {
            return false;
        }
        Boolean found = known.get(node);
        if (found == null) {
            found = any(children);
            known.put(node, found);
        }
        return found;
    }

    /** True if the predicate holds for one of the nodes or one below them. */
    public boolean any(Iterable<? extends Node> nodes) {
        for (Node node : nodes) {
            if (test(node)) {
                return true;
            }
        }
        return false;
    }
}
