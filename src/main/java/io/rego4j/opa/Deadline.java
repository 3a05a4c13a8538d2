package io.rego4j.opa;

import java.time.Duration;

/** A moment by which something has to be done. */
final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + duration.toNanos());
    }

    /** What is left, never negative. */
    long leftNanos() {
        return Math.max(0, end - System.nanoTime());
    }

    boolean isOver() {
        return leftNanos() == 0;
    }

    /** Sleeps, but not past the deadline. */
    void sleep(long millis) throws InterruptedException {
        long nanos = Math.min(millis * 1_000_000L, leftNanos());
        Thread.sleep(nanos / 1_000_000L, (int) (nanos % 1_000_000L));
    }
}
