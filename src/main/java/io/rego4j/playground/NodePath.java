package io.rego4j.playground;

import io.rego4j.ast.Body;
import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The nodes at a place of a text. */
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

    /** The smallest child at an offset; one that the offset is inside of comes before one that ends there. */
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

    /** The {@code true} of a rule without a body stands where its value does. */
    private static boolean isGenerated(Node node) {
        return node instanceof Body body && body.get(0).generated();
    }

    /** Where a node ends. OPA's place of a statement may be its first word: what belongs to the node ends with its parts. */
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
