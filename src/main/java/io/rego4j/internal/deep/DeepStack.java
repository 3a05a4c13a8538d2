package io.rego4j.internal.deep;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs recursions over trees so that no depth of the tree overflows the stack: work on a deep tree is done by a thread with a
 * stack that is large enough, while the caller waits.
 */
public final class DeepStack {
    /** The levels that fit into half of a default stack. */
    private static final int SHALLOW = 64;
    /** The stack that a stage needs for one level of a tree, in bytes. */
    private static final long LEVEL_BYTES = 4096;

    private static final long BASE_BYTES = 1 << 20;
    /** The levels of the first thread for a recursion of unknown depth. */
    private static final long FIRST_LEVELS = 4096;

    /** The steps that are on the stack of a thread, and the most that it holds. */
    public static final class Steps {
        private long taken;
        private long room = SHALLOW;

        private Steps() {}

        /** Ends the step that {@link #enter} began. */
        public void leave() {
            taken--;
        }
    }

    private static final ThreadLocal<Steps> STEPS = ThreadLocal.withInitial(Steps::new);

    private DeepStack() {}

    /**
     * The result of one step down a tree, for a recursion that calls this at each level and need not know how deep the tree
     * is: where the stack of this thread may not hold more, the step and all below it are done by a thread that has more.
     * What the work throws is thrown here.
     */
    public static <T extends @Nullable Object> T step(Supplier<T> work) {
        Steps steps = STEPS.get();
        if (steps.taken >= steps.room) {
            return onThread(Math.max(FIRST_LEVELS, 4 * steps.room), work, () -> {});
        }
        steps.taken++;
        try {
            return work.get();
        } finally {
            steps.taken--;
        }
    }

    /**
     * Begins a step that is done here, without allocating an object for it, for recursions that run often.
     *
     * @return what ends the step; null if the stack has no room for it: call {@link #step} then
     */
    public static @Nullable Steps enter() {
        Steps steps = STEPS.get();
        if (steps.taken >= steps.room) {
            return null;
        }
        steps.taken++;
        return steps;
    }

    /** Work that may fail with a checked exception. */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, E extends Exception> {
        T get() throws E;
    }

    /** Wraps a checked exception for {@link #step}; without a stack trace, as one is made at each level. */
    private static final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Exception exception;

        Failure(Exception exception) {
            super(null, null, false, false);
            this.exception = exception;
        }
    }

    /** The same for work that may fail with {@code type}, which is thrown here. */
    public static <T extends @Nullable Object, E extends Exception> T step(Class<E> type, Work<T, E> work) throws E {
        try {
            return step(() -> {
                try {
                    return work.get();
                } catch (RuntimeException e) {
                    throw e;
                } catch (Exception e) {
                    throw new Failure(e);
                }
            });
        } catch (Failure failure) {
            throw type.cast(failure.exception);
        }
    }

    /**
     * The result of some work, done with a stack that holds a recursion of {@code levels} levels of a tree. What the work
     * throws is thrown here.
     */
    public static <T extends @Nullable Object> T call(long levels, Supplier<T> work) {
        return call(levels, work, () -> {});
    }

    /** The same, telling the work by {@code interrupt} that the caller was interrupted while it waited. */
    public static <T extends @Nullable Object> T call(long levels, Supplier<T> work, Runnable interrupt) {
        if (levels <= SHALLOW) {
            return work.get();
        }
        return onThread(levels, work, interrupt);
    }

    private static <T extends @Nullable Object> T onThread(long levels, Supplier<T> work, Runnable interrupt) {
        FutureTask<T> task = new FutureTask<>(() -> {
            STEPS.get().room = levels;
            return work.get();
        });
        Thread thread = new Thread(null, task, "rego4j-deep", BASE_BYTES + LEVEL_BYTES * levels);
        thread.setDaemon(true);
        thread.start();
        return result(task, interrupt);
    }

    private static <T extends @Nullable Object> T result(FutureTask<T> task, Runnable interrupt) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    // The work ends by itself: the caller learns of the interruption after it.
                    interrupted = true;
                    interrupt.run();
                }
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            if (e.getCause() instanceof Error failure) {
                throw failure;
            }
            throw new IllegalStateException(e.getCause());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
