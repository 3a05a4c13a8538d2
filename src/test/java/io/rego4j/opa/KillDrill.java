package io.rego4j.opa;

import io.rego4j.testing.Await;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills a local OPA again and again while many threads ask it. The test suite runs a short one; a minute with 200 threads:
 * {@code scripts/drill KillDrill 200 60}.
 */
final class KillDrill {
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    private KillDrill() {}

    /**
     * What came of it.
     *
     * @param right correct answers
     * @param failed errors
     * @param wrong other answers
     * @param late answers after their deadline, and after what a busy machine may add to it
     * @param kills how often OPA was killed
     * @param longestGap the longest time after a kill until there was the answer to a question asked since
     */
    record Result(long right, long failed, long wrong, long late, int kills, Duration longestGap) {}

    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seconds = args.length > 1 ? Long.parseLong(args[1]) : 60;
        System.out.println(run(threads, Duration.ofSeconds(seconds), Duration.ofSeconds(3), Duration.ofSeconds(2)));
    }

    /**
     * Runs the drill.
     *
     * @param slack what an answer may be late by because the machine is busy
     */
    static Result run(int threads, Duration time, Duration pause, Duration slack) throws Exception {
        AtomicLong right = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        AtomicLong late = new AtomicLong();
        // When the latest question was asked that got a right answer.
        AtomicLong asked = new AtomicLong(System.nanoTime());
        AtomicBoolean over = new AtomicBoolean();
        int kills = 0;
        long longestGap = 0;
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(DEADLINE))) {
            // Without the policy or without the data that is put there later no answer is right.
            opa.load(Policies.none().module("p.rego", "package p\n\ndouble := data.factor * input.n\n"));
            opa.documents().putData("data.factor", 2);
            PreparedQuery query = opa.prepare("data.p.double");
            List<Thread> callers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int seed = t;
                callers.add(new Thread(() -> {
                    Random random = new Random(seed);
                    while (!over.get()) {
                        int n = random.nextInt(1_000_000);
                        long start = System.nanoTime();
                        Decision<Integer> decision = query.ask(Map.of("n", n), Integer.class);
                        if (System.nanoTime() - start > DEADLINE.plus(slack).toNanos()) {
                            late.incrementAndGet();
                        }
                        if (decision.isFailed()) {
                            failed.incrementAndGet();
                        } else if (decision.isDefined() && decision.orElseThrow() == 2 * n) {
                            right.incrementAndGet();
                            asked.accumulateAndGet(start, Math::max);
                        } else {
                            wrong.incrementAndGet();
                        }
                    }
                }));
            }
            callers.forEach(Thread::start);
            Random random = new Random(1);
            long end = System.nanoTime() + time.toNanos();
            try {
                while (kills == 0 || System.nanoTime() < end) {
                    Thread.sleep(pause.toMillis() / 2 + random.nextInt((int) pause.toMillis()));
                    kill(ProcessHandle.current().descendants().toList());
                    kills++;
                    long killed = System.nanoTime();
                    Await.until("a right answer after a kill", () -> asked.get() > killed);
                    longestGap = Math.max(longestGap, System.nanoTime() - killed);
                }
            } finally {
                over.set(true);
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
        return new Result(right.get(), failed.get(), wrong.get(), late.get(), kills, Duration.ofNanos(longestGap));
    }

    /** Kills those of the processes that are OPA, and not the shell that watches over it. */
    static void kill(List<ProcessHandle> processes) {
        processes.stream()
                .filter(process -> process.info().command().orElse("").endsWith("opa"))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
