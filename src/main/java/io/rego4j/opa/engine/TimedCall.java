package io.rego4j.opa.engine;

import java.util.concurrent.Callable;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Interrupts work at its deadline. The work runs on the caller's thread: a hop to another one costs more than a decision. */
public final class TimedCall {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private boolean rung;
    private boolean over;

    private TimedCall() {}

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "rego4j-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    /**
     * Does the work.
     *
     * @throws TimeoutException if the deadline came; the thread's interrupt flag is then as it was
     * @throws Exception what the work throws
     */
    public static <T> T call(Callable<T> work, Deadline deadline) throws Exception {
        TimedCall alarm = new TimedCall();
        Thread thread = Thread.currentThread();
        ScheduledFuture<?> clock = CLOCK.schedule(() -> alarm.ring(thread), deadline.leftNanos(), TimeUnit.NANOSECONDS);
        T result;
        try {
            result = work.call();
        } catch (Exception e) {
            if (alarm.stop(clock)) {
                throw new TimeoutException();
            }
            throw e;
        } catch (Error e) {
            alarm.stop(clock);
            throw e;
        }
        if (alarm.stop(clock)) {
            throw new TimeoutException();
        }
        return result;
    }

    private synchronized void ring(Thread thread) {
        if (!over) {
            rung = true;
            thread.interrupt();
        }
    }

    /** Ends the watch and tells whether it rang; if so, the interrupt flag was ours and is taken back. */
    private synchronized boolean stop(ScheduledFuture<?> clock) {
        over = true;
        clock.cancel(false);
        if (rung) {
            Thread.interrupted();
        }
        return rung;
    }
}
