package io.rego4j.check;

import io.rego4j.ast.Node;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Runs what goes down trees by recursion so that no depth overflows the stack: deep trees are worked on by a thread that
 * has the stack for it.
 */
final class DeepStack {
    /** A depth for which any thread has room. */
    private static final int SHALLOW = 200;
    /** Room for one level of a tree in every stage, in bytes. */
    private static final long LEVEL = 4096;

    private DeepStack() {}

    static <T> T run(Callable<T> work, Collection<? extends Node> nodes) {
        int depth = depth(nodes);
        FutureTask<T> task = new FutureTask<>(work);
        if (depth <= SHALLOW) {
            task.run();
        } else {
            Thread thread = new Thread(null, task, "rego4j-check", LEVEL * depth + (1 << 20));
            thread.setDaemon(true);
            thread.start();
        }
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            } else if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the check was interrupted", e);
        }
    }

    private static int depth(Collection<? extends Node> nodes) {
        record Level(Node node, int depth) {}
        Deque<Level> open = new ArrayDeque<>();
        nodes.forEach(node -> open.push(new Level(node, 1)));
        int deepest = 0;
        while (!open.isEmpty()) {
            Level level = open.pop();
            deepest = Math.max(deepest, level.depth);
            level.node.children().forEach(child -> open.push(new Level(child, level.depth + 1)));
        }
        return deepest;
    }
}
