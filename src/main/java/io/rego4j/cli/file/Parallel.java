package io.rego4j.cli.file;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The same work for many items on all cores, with the results in the order of the items. */
public final class Parallel {
    /** How many results for each core may wait for an earlier one: enough that one large file does not stop the others. */
    private static final int AHEAD = 32;

    /** The work for one item. */
    public interface Work<T, R> {
        R on(T item) throws Exception;
    }

    /** Takes the results one after the other. */
    public interface Sink<R> {
        void take(R result) throws Exception;
    }

    private Parallel() {}

    /** Does the work for all items and passes the results on in order. The first exception ends it. */
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
