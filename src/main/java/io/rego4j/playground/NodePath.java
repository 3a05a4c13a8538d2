package io.rego4j.playground;

import io.rego4j.ast.Body;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the nodes at an offset. */
final class NodePath {
    private NodePath() {}

    /** The innermost node of a module at an offset, and the nodes around it, from the module on. */
    static List<Node> to(RegoModule module, int offset) {
        List<Node> path = new ArrayList<>();
        Node at = module;
        while (at != null) {
            path.add(at);
            at = childAt(at, offset);
        }
        return path;
    }

    /** The smallest child at an offset; one that contains the offset is preferred to one that ends there. */
    private static @Nullable Node childAt(Node node, int offset) {
        return node.children().stream()
                .filter(child -> child.origin().isPresent()
                        && !isGenerated(child)
                        && child.origin().start() <= offset
                        && offset <= end(child))
                .min(Comparator.<Node>comparingInt(child -> end(child) == offset ? 1 : 0)
                        .thenComparingInt(child -> end(child) - child.origin().start()))
                .orElse(null);
    }

    /** True for the implied body {@code true}, which has the place of the rule's value. */
    private static boolean isGenerated(Node node) {
        return node instanceof Body body && body.get(0).generated();
    }

    /** The end of a node and of its children: OPA's location of a statement may cover its first token only. */
    static int end(Node node) {
        int end = node.origin().end();
        for (Node child : node.children()) {
            if (child.origin().source() == node.origin().source()) {
                end = Math.max(end, child.origin().end());
            }
        }
        return end;
    }
}
