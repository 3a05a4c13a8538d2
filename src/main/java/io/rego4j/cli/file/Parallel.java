package io.rego4j.cli.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work for many things on all cores, with the results in the order of the things. */
public final class Parallel {
    /** How many results a core may be ahead of the one that is due: enough to ride over a large file. */
    private static final int AHEAD = 32;

    /** What is done for one thing. */
    public interface Work<T, R> {
        R on(T item) throws Exception;
    }

    /** What is done with a result, one after the other. */
    public interface Sink<R> {
        void take(R result) throws Exception;
    }

    private Parallel() {}

    /** Does the work on all items and hands the results on in order. The first exception ends it. */
    public static <T, R> void inOrder(List<T> items, Work<T, R> work, Sink<R> sink) throws Exception {
        int cores = Runtime.getRuntime().availableProcessors();
        if (items.size() < 2 || cores < 2) {
            for (T item : items) {
                sink.take(work.on(item));
            }
            return;
        }
        ExecutorService pool = Executors.newFixedThreadPool(Math.min(cores, items.size()), task -> {
            Thread thread = new Thread(task, "rego4j");
            thread.setDaemon(true);
            return thread;
        });
        Deque<Future<R>> due = new ArrayDeque<>();
        try {
            for (T item : items) {
                if (due.size() == AHEAD * cores) {
                    sink.take(due.removeFirst().get());
                }
                due.addLast(pool.submit(() -> work.on(item)));
            }
            while (!due.isEmpty()) {
                sink.take(due.removeFirst().get());
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            if (e.getCause() instanceof Error cause) {
                throw cause;
            }
            throw e;
        } finally {
            pool.shutdownNow();
        }
    }
}
