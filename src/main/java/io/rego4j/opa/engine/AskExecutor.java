package io.rego4j.opa.engine;

import io.rego4j.opa.Decision;
import io.rego4j.opa.OpaException;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Runs questions on threads of their own: virtual threads where the JVM has them, daemon threads elsewhere. */
public final class AskExecutor {
    private static final int AT_ONCE = 32;
    private static final ExecutorService THREADS = threads();

    private AskExecutor() {}

    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "rego4j-ask");
                thread.setDaemon(true);
                return thread;
            });
        }
    }

    /** A result that comes later. Cancelling the future interrupts the work. */
    public static <T> CompletableFuture<T> later(Supplier<T> work) {
        CompletableFuture<T> result = new CompletableFuture<>();
        Future<?> task = THREADS.submit(() -> {
            try {
                result.complete(work.get());
            } catch (RuntimeException | Error e) {
                result.completeExceptionally(e);
            }
        });
        result.whenComplete((value, failure) -> {
            if (result.isCancelled()) {
                task.cancel(true);
            }
        });
        return result;
    }

    /** The results for all items, in their order. An interrupt of the caller stops them all. */
    public static <T> List<Decision<T>> all(List<?> items, Function<@Nullable Object, Decision<T>> work) {
        Semaphore places = new Semaphore(AT_ONCE);
        List<CompletableFuture<Decision<T>>> pending = new ArrayList<>(items.size());
        List<Decision<T>> results = new ArrayList<>(items.size());
        try {
            for (Object item : items) {
                places.acquire();
                CompletableFuture<Decision<T>> future = later(() -> work.apply(item));
                future.whenComplete((decision, failure) -> places.release());
                pending.add(future);
            }
            for (CompletableFuture<Decision<T>> future : pending) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OpaException(OpaErrors.interrupted(), e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } finally {
            pending.forEach(future -> future.cancel(true));
        }
    }
}
