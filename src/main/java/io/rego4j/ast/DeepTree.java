package io.rego4j.ast;

import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;

/**
 * Work on trees that are nested deeper than a thread's stack reaches: a policy may hold 100,000 brackets in each other. What
 * goes down a tree by recursion is run through {@link #call(Node, Supplier)}, by a thread that has the stack for it.
 */
public final class DeepTree {
    private DeepTree() {}

    /** How many nodes stand on the longest way down, the root included. */
    public static int depth(Node root) {
        record Level(List<? extends Node> nodes, int depth) {}
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(List.of(root), 1));
        int deepest = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            deepest = Math.max(deepest, level.depth);
            for (Node node : level.nodes) {
                List<? extends Node> children = node.children();
                if (!children.isEmpty()) {
                    open.push(new Level(children, level.depth + 1));
                }
            }
        }
        return deepest;
    }

    /** How many nodes stand on the longest way down any of these trees. */
    public static int depth(Collection<? extends Node> roots) {
        return roots.stream().mapToInt(DeepTree::depth).max().orElse(0);
    }

    /** True if two trees are equal, however deep they are. {@link Object#equals} of the nodes may overflow the stack. */
    public static boolean equal(Node a, Node b) {
        return call(a, () -> a.equals(b));
    }

    /** Does work that goes down a tree: on this thread if the tree is as shallow as nearly all are. */
    public static <T> T call(Node root, Supplier<T> work) {
        return call(depth(root), work);
    }

    /** Does work that goes down so many levels. What the work throws comes out as it is. */
    public static <T> T call(int depth, Supplier<T> work) {
        return DeepStack.call(depth, work);
    }
}
