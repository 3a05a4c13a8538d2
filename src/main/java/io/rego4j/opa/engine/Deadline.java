package io.rego4j.opa.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment by which something has to be done. */
public final class Deadline {
    private final long end;

    private Deadline(long end) {
        this.end = end;
    }

    /** The moment that is so far away; 292 years at most, since more nanoseconds do not fit into a long. */
    public static Deadline in(Duration duration) {
        return new Deadline(System.nanoTime() + TimeUnit.NANOSECONDS.convert(duration));
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
