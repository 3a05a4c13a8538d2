package io.rego4j.ast;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/**
 * Walks trees from the top: a node, then each of its {@linkplain Node#children() children} with all below it. A walk goes
 * down by recursion for a few levels and without it below them, so that no depth of a tree overflows the stack.
 */
public final class NodeWalk {
    /** A depth for which any stack has room. */
    private static final int SHALLOW = 64;

    private NodeWalk() {}

    /**
     * Visits the nodes below a root, and the root first.
     *
     * @param enter takes each node; true to go on below it
     */
    public static void walk(Node root, Predicate<? super Node> enter) {
        walk(List.of(root), enter);
    }

    /**
     * Visits each root with the nodes below it.
     *
     * @param enter takes each node; true to go on below it
     */
    public static void walk(Collection<? extends Node> roots, Predicate<? super Node> enter) {
        walk(List.copyOf(roots), enter, 0);
    }

    private static void walk(List<? extends Node> nodes, Predicate<? super Node> enter, int above) {
        if (above == SHALLOW) {
            walkDeep(nodes, enter);
            return;
        }
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            if (enter.test(node)) {
                walk(node.children(), enter, above + 1);
            }
        }
    }

    private static void walkDeep(List<? extends Node> nodes, Predicate<? super Node> enter) {
        Deque<Node> open = new ArrayDeque<>();
        push(nodes, open);
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (enter.test(node)) {
                push(node.children(), open);
            }
        }
    }

    /** All nodes of a kind, the root included, in the order of the walk. */
    public static <N extends Node> List<N> all(Node root, Class<N> kind) {
        return all(List.of(root), kind);
    }

    /** All nodes of a kind, the roots included, in the order of the walk. */
    public static <N extends Node> List<N> all(Collection<? extends Node> roots, Class<N> kind) {
        List<N> found = new ArrayList<>();
        walk(roots, node -> {
            if (kind.isInstance(node)) {
                found.add(kind.cast(node));
            }
            return true;
        });
        return found;
    }

    /** True if the predicate holds for the root or a node below it. The walk ends at the first such node. */
    public static boolean any(Node root, Predicate<? super Node> predicate) {
        return any(List.of(root), predicate);
    }

    /** True if the predicate holds for a root or a node below one. The walk ends at the first such node. */
    public static boolean any(Collection<? extends Node> roots, Predicate<? super Node> predicate) {
        boolean[] found = new boolean[1];
        walk(roots, node -> {
            found[0] = found[0] || predicate.test(node);
            return !found[0];
        });
        return found[0];
    }

    /** The number of nodes on the longest path from the root to a leaf, both included; the values of METADATA count too. */
    public static int depth(Node root) {
        return depth(List.of(root));
    }

    /**
     * The number of nodes on the longest path from a root to a leaf, both included; 0 without roots. The levels of lists and
     * maps in METADATA count as nodes.
     */
    public static int depth(Collection<? extends Node> roots) {
        int depth = shallowDepth(List.copyOf(roots), 0);
        return depth <= SHALLOW ? depth : depthOfDeep(roots);
    }

    /** The depth and {@code above}, by a recursion; where that is more than {@link #SHALLOW}, it ends with any such number. */
    private static int shallowDepth(List<? extends Node> nodes, int above) {
        if (nodes.isEmpty() || above > SHALLOW) {
            return above;
        }
        int deepest = above + 1;
        for (int i = 0; i < nodes.size(); i++) {
            Node node = nodes.get(i);
            int depth = node instanceof Annotations annotations
                    ? above + 1 + annotations.levels()
                    : shallowDepth(node.children(), above + 1);
            deepest = Math.max(deepest, depth);
        }
        return deepest;
    }

    private static int depthOfDeep(Collection<? extends Node> roots) {
        record Level(Collection<? extends Node> nodes, int depth) {}
        Deque<Level> open = new ArrayDeque<>();
        open.push(new Level(roots, 1));
        int deepest = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            deepest = Math.max(deepest, level.depth);
            for (Node node : level.nodes) {
                List<? extends Node> children = node.children();
                if (node instanceof Annotations annotations) {
                    deepest = Math.max(deepest, level.depth + annotations.levels());
                } else if (!children.isEmpty()) {
                    open.push(new Level(children, level.depth + 1));
                }
            }
        }
        return deepest;
    }

    /** Pushes nodes so that the first one is popped first. */
    private static void push(List<? extends Node> nodes, Deque<Node> open) {
        for (int i = nodes.size() - 1; i >= 0; i--) {
            open.push(nodes.get(i));
        }
    }
}
