package io.rego4j.testing;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Waits for what a test needs. A machine may be slow or busy: a time limit of a test only tells a hang from an answer.
 */
public final class Await {
    /** The time after which what has not come will not come. */
    public static final Duration LIMIT = Duration.ofMinutes(3);

    private static final long PAUSE = 20;

    private Await() {}

    /** What a test waits for. */
    public interface Condition {
        boolean holds() throws Exception;
    }

    /** Returns as soon as the condition holds, and fails when it does not within the limit. */
    public static void until(String what, Condition condition) throws Exception {
        until(() -> what, condition);
    }

    /** The same, with words that are made when they are needed. */
    public static void until(Supplier<String> what, Condition condition) throws Exception {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + what.get());
            }
            Thread.sleep(PAUSE);
        }
    }
}
