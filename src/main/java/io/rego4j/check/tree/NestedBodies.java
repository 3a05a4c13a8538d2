package io.rego4j.check.tree;

import io.rego4j.ast.Body;
import io.rego4j.ast.Node;
import io.rego4j.ast.NodeWalk;
import io.rego4j.ast.RegoModule;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * Bodies in bodies: of comprehensions, {@code every}, {@code not}, {@code and} and {@code or}. Each is a scope, and the time of
 * the check grows with the square of their depth: OPA's own does not end for a hundred comprehensions.
 */
public final class NestedBodies {
    /** More bodies in each other are refused. */
    public static final int MOST = 1_000;

    private NestedBodies() {}

    /** The first node found with more than {@link #MOST} bodies around it; null if there is none. */
    public static @Nullable Node tooDeep(RegoModule module) {
        if (NodeWalk.depth(module) <= MOST) {
            return null;
        }
        record Level(Node node, int bodies) {}
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(module, 0));
        while (!open.isEmpty()) {
            Level level = open.pop();
            if (level.bodies > MOST) {
                return level.node;
            }
            int bodies = level.node instanceof Body ? level.bodies + 1 : level.bodies;
            level.node.children().forEach(child -> open.push(new Level(child, bodies)));
        }
        return null;
    }
}
