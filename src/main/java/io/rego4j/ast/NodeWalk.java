package io.rego4j.ast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Walks a tree from the top: a node, then each of its {@linkplain Node#children() children} with all below it. However deep
 * the tree is, the walk needs no stack.
 */
public final class NodeWalk {
    private NodeWalk() {}

    /**
     * Visits the nodes below a root, and the root first.
     *
     * @param enter takes each node; true to go on below it
     */
    public static void walk(Node root, Predicate<? super Node> enter) {
        Deque<Node> open = new ArrayDeque<>();
        open.push(root);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (enter.test(node)) {
                List<? extends Node> children = node.children();
                for (int i = children.size() - 1; i >= 0; i--) {
                    open.push(children.get(i));
                }
            }
        }
    }

    /** All nodes of a kind, the root included, in the order of the walk. */
    public static <N extends Node> List<N> all(Node root, Class<N> kind) {
        List<N> found = new ArrayList<>();
        walk(root, node -> {
            if (kind.isInstance(node)) {
                found.add(kind.cast(node));
            }
            return true;
        });
        return found;
    }

    /** True if a node for which the question holds is in the tree. */
    public static boolean any(Node root, Predicate<? super Node> question) {
        boolean[] found = new boolean[1];
        walk(root, node -> {
            found[0] |= question.test(node);
            return !found[0];
        });
        return found[0];
    }
}
