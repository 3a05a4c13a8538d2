package io.rego4j.ast;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/**
 * Work on trees that are nested deeper than a thread's stack reaches: a policy may hold 100,000 brackets in each other. What
 * goes down a tree by recursion is run through {@link #call(Node, Supplier)}, by a thread that has the stack for it.
 */
public final class DeepTree {
    /** A depth for which any thread has room. */
    private static final int SHALLOW = 300;
    /** Room for one level, in bytes: several frames of code that is not compiled yet. */
    private static final long LEVEL = 3072;

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
        if (depth <= SHALLOW) {
            return work.get();
        }
        FutureTask<T> task = new FutureTask<>(work::get);
        Thread thread = new Thread(null, task, "rego4j-deep", LEVEL * depth + (1 << 20));
        thread.setDaemon(true);
        thread.start();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    Throwable cause = e.getCause();
                    if (cause instanceof RuntimeException failure) {
                        throw failure;
                    } else if (cause instanceof Error failure) {
                        throw failure;
                    }
                    throw new IllegalStateException(cause);
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
