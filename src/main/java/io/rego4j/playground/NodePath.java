package io.rego4j.playground;

import io.rego4j.ast.Node;
import io.rego4j.ast.RegoModule;
import java.util.ArrayList;
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

    private static @Nullable Node childAt(Node node, int offset) {
        Node best = null;
        for (Node child : node.children()) {
            boolean inside = child.origin().isPresent()
                    && child.origin().start() <= offset
                    && offset <= end(child);
            // Of two that meet at the offset the later one starts there.
            if (inside && (best == null || child.origin().start() >= best.origin().start())) {
                best = child;
            }
        }
        return best;
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
