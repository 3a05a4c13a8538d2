package io.rego4j.opa.engine;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A moment by which something has to be done. */
public final class Deadline {
    private final Duration length;
    private final long end;

    private Deadline(Duration length) {
        this.length = length;
        this.end = System.nanoTime() + TimeUnit.NANOSECONDS.convert(length);
    }

    /** The moment that is so far away; 292 years at most, since more nanoseconds do not fit into a long. */
    public static Deadline in(Duration duration) {
        return new Deadline(duration);
    }

    /** How far away it was at first. */
    public Duration length() {
        return length;
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
