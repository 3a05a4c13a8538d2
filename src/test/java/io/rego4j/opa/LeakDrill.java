package io.rego4j.opa;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Asks an engine again and again and shows what grows: threads, open files and memory of this JVM, and memory of the OPA
 * processes below it. The arguments are the engine, how many decisions, and at how many threads:
 * {@code scripts/drill LeakDrill local 1000000 8}.
 */
final class LeakDrill {
    private static final int ROWS = 10;
    private static final Runtime RUNTIME = Runtime.getRuntime();

    private LeakDrill() {}

    /** What is in use at one moment; memory in KB. */
    record Use(long decisions, int threads, long files, long heap, long opa) {
        static Use now(long decisions) throws IOException {
            for (int i = 0; i < 3; i++) {
                System.gc();
            }
            return new Use(
                    decisions,
                    ManagementFactory.getThreadMXBean().getThreadCount(),
                    openFiles(),
                    (RUNTIME.totalMemory() - RUNTIME.freeMemory()) >> 10,
                    residentBelow());
        }

        String row() {
            return String.format(Locale.ROOT, "%,12d %8d %6d %,12d %,12d", decisions, threads, files, heap, opa);
        }
    }

    private static long openFiles() throws IOException {
        Path folder = Path.of("/proc/self/fd");
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    /** The memory of all processes that this one started. */
    private static long residentBelow() {
        return ProcessHandle.current()
                .descendants()
                .mapToLong(process -> {
                    try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
                        return lines.filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum();
                    } catch (IOException | RuntimeException e) {
                        return 0;
                    }
                })
                .sum();
    }

    /** The use after each tenth of the decisions, the first row after as many again to warm up as one tenth. */
    static List<Use> run(Opa opa, long decisions, int threads) throws Exception {
        opa.load(Policies.none()
                .module("p.rego", "package p\n\ndouble := 2 * input.n\n")
                .entrypoint("data.p.double"));
        PreparedQuery query = opa.prepare("data.p.double");
        List<Use> rows = new ArrayList<>();
        ask(query, decisions / ROWS, threads);
        rows.add(Use.now(0));
        for (int row = 1; row <= ROWS; row++) {
            ask(query, decisions / ROWS, threads);
            rows.add(Use.now(decisions / ROWS * row));
        }
        return rows;
    }

    private static void ask(PreparedQuery query, long decisions, int threads) throws InterruptedException {
        AtomicLong next = new AtomicLong();
        AtomicLong wrong = new AtomicLong();
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            all.add(new Thread(() -> {
                for (long n = next.getAndIncrement(); n < decisions; n = next.getAndIncrement()) {
                    if (query.ask(Map.of("n", n), Long.class).orElse(-1L) != 2 * n) {
                        wrong.incrementAndGet();
                    }
                }
            }));
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        if (wrong.get() > 0) {
            throw new IllegalStateException(wrong + " answers were wrong or none");
        }
    }

    public static void main(String[] args) throws Exception {
        long decisions = Long.parseLong(args[1]);
        try (Opa opa = args[0].equals("local") ? Opa.local() : Opa.engine(args[0], OpaOptions.defaults())) {
            System.out.printf("%12s %8s %6s %12s %12s%n", "decisions", "threads", "files", "heap KB", "OPA KB");
            for (Use use : run(opa, decisions, Integer.parseInt(args[2]))) {
                System.out.println(use.row());
            }
        }
    }
}
