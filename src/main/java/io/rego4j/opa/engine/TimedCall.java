package io.rego4j.opa.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Interrupts work at its deadline. The work runs on the caller's thread: handing it to another one costs more than a decision. */
public final class TimedCall {
    private static final ScheduledThreadPoolExecutor DEADLINES = deadlines();

    private TimedCall() {}

    private static ScheduledThreadPoolExecutor deadlines() {
        ScheduledThreadPoolExecutor deadlines = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rego4j-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        deadlines.setRemoveOnCancelPolicy(true);
        return deadlines;
    }

    /**
     * Does the work.
     *
     * @throws TimeoutException if the deadline came; the thread's interrupt flag is then as it was
     * @throws Exception what the work throws
     */
    public static <T> T call(Callable<T> work, Deadline deadline) throws Exception {
        Interruption interruption = new Interruption();
        ScheduledFuture<?> timer =
                DEADLINES.schedule(interruption::interrupt, deadline.leftNanos(), TimeUnit.NANOSECONDS);
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            if (interruption.end()) {
                throw new TimeoutException();
            }
            throw e;
        } catch (Error e) {
            interruption.end();
            throw e;
        } finally {
            timer.cancel(false);
        }
        if (interruption.end()) {
            throw new TimeoutException();
        }
        return result;
    }
}
