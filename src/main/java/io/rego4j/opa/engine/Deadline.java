package io.rego4j.opa.engine;

import java.time.Duration;

/** A moment by which something has to be done. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, never negative. */
    public long leftNanos() {
        return Math.max(0, end - System.nanoTime());
    }

    public boolean isOver() {
        return leftNanos() == 0;
    }

    /** Sleeps, but not past the deadline. */
    public void sleep(long millis) throws InterruptedException {
        long nanos = Math.min(millis * 1_000_000L, leftNanos());
        Thread.sleep(nanos / 1_000_000L, (int) (nanos % 1_000_000L));
    }
}
