package io.rego4j.opa;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Kills a local OPA again and again while many threads ask it. The test suite runs a short one; a minute with 200 threads:
 * {@code scripts/drill KillDrill 200 60}.
 */
final class KillDrill {
    private static final Duration DEADLINE = Duration.ofSeconds(5);
    // What a thread may be late by because the machine is busy.
    private static final Duration SLACK = Duration.ofSeconds(2);

    private KillDrill() {}

    /**
     * What came of it.
     *
     * @param right correct answers
     * @param failed errors
     * @param wrong other answers
     * @param late answers after their deadline
     * @param kills how often OPA was killed
     * @param longestGap the longest time after a kill until the next right answer
     */
    record Result(long right, long failed, long wrong, long late, int kills, Duration longestGap) {}

    public static void main(String[] args) throws Exception {
        int threads = args.length > 0 ? Integer.parseInt(args[0]) : 200;
        long seconds = args.length > 1 ? Long.parseLong(args[1]) : 60;
        System.out.println(run(threads, Duration.ofSeconds(seconds), Duration.ofSeconds(3)));
    }

    static Result run(int threads, Duration time, Duration pause) throws Exception {
        AtomicLong right = new AtomicLong();
        AtomicLong failed = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        AtomicLong late = new AtomicLong();
        List<Long> rightAt = Collections.synchronizedList(new ArrayList<>());
        List<Long> killedAt = new ArrayList<>();
        try (Opa opa = Opa.local(OpaOptions.defaults().timeout(DEADLINE))) {
            // Without the policy or without the data that is put there later no answer is right.
            opa.load(Policies.none().module("p.rego", "package p\n\ndouble := data.factor * input.n\n"));
            opa.documents().putData("data.factor", 2);
            PreparedQuery query = opa.prepare("data.p.double");
            long end = System.nanoTime() + time.toNanos();
            List<Thread> callers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int seed = t;
                callers.add(new Thread(() -> {
                    Random random = new Random(seed);
                    while (System.nanoTime() < end) {
                        int n = random.nextInt(1_000_000);
                        long start = System.nanoTime();
                        Decision<Integer> decision = query.ask(Map.of("n", n), Integer.class);
                        long now = System.nanoTime();
                        if (now - start > DEADLINE.plus(SLACK).toNanos()) {
                            late.incrementAndGet();
                        }
                        if (decision.isFailed()) {
                            failed.incrementAndGet();
                        } else if (decision.isDefined() && decision.orElseThrow() == 2 * n) {
                            if (right.incrementAndGet() % 10 == 0 || threads < 50) {
                                rightAt.add(now);
                            }
                        } else {
                            wrong.incrementAndGet();
                        }
                    }
                }));
            }
            callers.forEach(Thread::start);
            Random random = new Random(1);
            while (System.nanoTime() < end - pause.toNanos()) {
                Thread.sleep(pause.toMillis() / 2 + random.nextInt((int) pause.toMillis()));
                kill(ProcessHandle.current().descendants().toList());
                killedAt.add(System.nanoTime());
            }
            for (Thread caller : callers) {
                caller.join();
            }
        }
        TreeSet<Long> answers = new TreeSet<>(rightAt);
        long longest = 0;
        for (long killed : killedAt) {
            Long next = answers.higher(killed);
            if (next != null) {
                longest = Math.max(longest, next - killed);
            }
        }
        return new Result(
                right.get(), failed.get(), wrong.get(), late.get(), killedAt.size(), Duration.ofNanos(longest));
    }

    /** Kills those of the processes that are OPA, and not the shell that watches over it. */
    static void kill(List<ProcessHandle> processes) {
        processes.stream()
                .filter(process -> process.info().command().orElse("").endsWith("opa"))
                .forEach(ProcessHandle::destroyForcibly);
    }
}
