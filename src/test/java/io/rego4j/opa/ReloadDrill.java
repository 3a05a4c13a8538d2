package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleCompiler;
import io.rego4j.bundle.BundleServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Threads ask the engine inside this JVM while planned bundles replace each other, by one of three ways: push (the program has
 * the bundle), watch (a file that changes is read again), poll (a bundle server is asked). Rules and data of a bundle carry the
 * same number, so that an answer of two bundles shows. {@code scripts/drill ReloadDrill THREADS LOADS} prints, for each way
 * and for no way at all, how long the slowest question took. Between two questions each thread computes something for as long
 * as a question usually takes, without this library: how long the slowest of these took is what the machine adds.
 */
final class ReloadDrill {
    private static final long PAUSE_MILLIS = 20;
    private static final long THINKING = 20_000_000;
    private static final int WARM = 2_000;

    private final List<Bundle> bundles = new ArrayList<>();
    private final AtomicBoolean over = new AtomicBoolean();
    private final LongAdder answers = new LongAdder();
    private final LongAdder wrong = new LongAdder();
    private final AtomicLong longestAsk = new AtomicLong();
    private final AtomicLong longestWork = new AtomicLong();
    private final AtomicBoolean measured = new AtomicBoolean();
    private volatile int sink;
    private int rounds;

    /**
     * What came of it.
     *
     * @param wrong answers that are of no bundle, or of two, or errors
     * @param longestAsk nanoseconds that the slowest question took
     * @param longestWork nanoseconds that as much work without this library took at most
     */
    record Result(long answers, long wrong, int loads, long longestAsk, long longestWork) {}

    /** How a new bundle gets from its maker to the program that asks. */
    enum Way {
        NONE,
        PUSH,
        WATCH,
        POLL
    }

    private ReloadDrill() throws IOException {
        BundleCompiler compiler = BundleCompiler.with(OpaBinary.find());
        for (int i = 0; i < 2; i++) {
            StringBuilder rules =
                    new StringBuilder("package p\n\nboth := [rule, data.base, count(many)]\n\nrule := " + i + "\n");
            for (int rule = 0; rule < 100; rule++) {
                rules.append("\nmany contains ")
                        .append(rule)
                        .append(" if data.rows[")
                        .append(rule)
                        .append("] > ")
                        .append(i)
                        .append('\n');
            }
            int[] rows = new int[1000];
            Arrays.fill(rows, 2);
            Bundle source = Bundle.builder()
                    .module("p.rego", rules.toString())
                    .data(Map.of("base", i, "rows", rows))
                    .build();
            bundles.add(compiler.compile(source, BundleCompiler.Target.PLAN, List.of("p/both")));
        }
    }

    static Result run(Way way, int threads, int loads) throws IOException, InterruptedException {
        return new ReloadDrill().asked(way, threads, loads);
    }

    private Result asked(Way way, int threads, int loads) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("reload");
        Path file = folder.resolve("bundle.tar.gz");
        try (Opa opa = Opa.inProcess().load(bundles.get(0).toPolicies());
                BundleServer server = BundleServer.builder()
                        .listen(InetAddress.getLoopbackAddress(), 0)
                        .bundle("b", bundles.get(0))
                        .start()) {
            PreparedQuery both = opa.prepare("data.p.both");
            calibrate(both);
            List<Thread> asking = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Thread thread = new Thread(() -> ask(both));
                asking.add(thread);
                thread.start();
            }
            HttpClient http = HttpClient.newHttpClient();
            // The threads have to be there, and what they run has to be compiled.
            Thread.sleep(WARM);
            measured.set(true);
            for (int i = 1; i <= loads; i++) {
                Thread.sleep(PAUSE_MILLIS);
                Bundle next = bundles.get(i % 2);
                switch (way) {
                    case NONE -> {}
                    case PUSH -> opa.load(next.toPolicies());
                    case WATCH -> {
                        write(next, file);
                        opa.load(Bundle.read(file).toPolicies());
                    }
                    case POLL -> {
                        server.replace("b", next);
                        opa.load(polled(http, server.uri()).toPolicies());
                    }
                }
            }
            over.set(true);
            for (Thread thread : asking) {
                thread.join();
            }
        } finally {
            Files.deleteIfExists(file);
            Files.delete(folder);
        }
        return new Result(answers.sum(), wrong.sum(), way == Way.NONE ? 0 : loads, longestAsk.get(), longestWork.get());
    }

    private static void write(Bundle bundle, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            bundle.writeTo(out);
        }
    }

    private static Bundle polled(HttpClient http, URI server) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/bundles/b.tar.gz")).build();
        byte[] bytes =
                http.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
        return Bundle.reader().read(new ByteArrayInputStream(bytes));
    }

    /** Finds out how much work takes as long as a question. */
    private void calibrate(PreparedQuery both) {
        for (int i = 0; i < WARM; i++) {
            both.ask(null);
            work(WARM);
        }
        long start = System.nanoTime();
        both.ask(null);
        long asked = System.nanoTime();
        work(WARM);
        rounds = (int) Math.max(1, WARM * (asked - start) / Math.max(1, System.nanoTime() - asked));
    }

    /** Makes objects, as questions do, so that a collection of garbage meets both alike. */
    private void work(int times) {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            made.add(Integer.toString(i));
        }
        sink = made.hashCode();
    }

    private void ask(PreparedQuery both) {
        while (!over.get()) {
            long before = System.nanoTime();
            work(rounds);
            long start = System.nanoTime();
            Decision<JsonNode> decision = both.ask(null);
            if (measured.get()) {
                longestWork.accumulateAndGet(start - before, Math::max);
                longestAsk.accumulateAndGet(System.nanoTime() - start, Math::max);
            }
            String answer = decision.isDefined() ? decision.orElseThrow().toString() : "";
            if (!Set.of("[0,0,100]", "[1,1,100]").contains(answer)) {
                wrong.increment();
            }
            answers.increment();
            // Who asks all the time leaves no processor to who loads.
            LockSupport.parkNanos(THINKING);
        }
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int threads = Integer.parseInt(arguments[0]);
        int loads = Integer.parseInt(arguments[1]);
        for (Way way : Way.values()) {
            Result result = run(way, threads, loads);
            System.out.printf(
                    "%s: %,d answers, %d wrong, %d loads, %.1f ms for the slowest question, %.1f ms for as much other work%n",
                    way, result.answers, result.wrong, result.loads, result.longestAsk / 1e6, result.longestWork / 1e6);
        }
    }
}
