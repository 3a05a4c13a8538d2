package io.rego4j.check;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Work for several items at once: the calling thread takes part, so that a busy executor delays nothing. */
final class Concurrent<T, R> {
    private final List<T> items;
    private final Function<T, R> work;
    private final AtomicReferenceArray<R> results;
    private final CountDownLatch open;
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private Concurrent(List<T> items, Function<T, R> work) {
        this.items = items;
        this.work = work;
        this.results = new AtomicReferenceArray<>(items.size());
        this.open = new CountDownLatch(items.size());
    }

    /** The results of some work for each item, in the order of the items; what the first that fails throws is thrown here. */
    static <T, R> List<R> each(List<T> items, Function<T, R> work, Executor executor) {
        Concurrent<T, R> all = new Concurrent<>(items, work);
        try {
            int threads = Math.min(items.size(), Runtime.getRuntime().availableProcessors());
            for (int i = 1; i < threads; i++) {
                executor.execute(all::takeAll);
            }
        } catch (RejectedExecutionException e) {
            // This thread does the rest.
        }
        all.takeAll();
        all.await();
        return IntStream.range(0, items.size()).mapToObj(all.results::get).toList();
    }

    private void takeAll() {
        for (int i = next.getAndIncrement(); i < items.size(); i = next.getAndIncrement()) {
            try {
                results.set(i, work.apply(items.get(i)));
            } catch (RuntimeException | Error e) {
                failure.compareAndSet(null, e);
            } finally {
                open.countDown();
            }
        }
    }

    private void await() {
        boolean interrupted = false;
        while (open.getCount() > 0) {
            try {
                open.await();
            } catch (InterruptedException e) {
                // The work ends by itself: the caller learns of the interruption after it.
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        Throwable failed = failure.get();
        if (failed instanceof RuntimeException exception) {
            throw exception;
        } else if (failed instanceof Error error) {
            throw error;
        }
    }
}
