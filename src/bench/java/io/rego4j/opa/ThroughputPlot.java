package io.rego4j.opa;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;

/** Decisions a second of each engine from 1 to 64 threads, as an SVG. Arguments: the file, seconds for each point. */
public final class ThroughputPlot {
    private static final int[] THREADS = {1, 2, 4, 8, 16, 32, 64};
    private static final String[] COLOURS = {"#1f77b4", "#d62728", "#9467bd", "#2ca02c"};

    private ThroughputPlot() {}

    public static void main(String[] args) throws Exception {
        try (OpaServerProcess server = OpaServerProcess.start()) {
            run(server, args);
        }
        // Connections that are kept alive would keep the JVM for a while.
        System.exit(0);
    }

    private static void run(OpaServerProcess server, String[] args) throws Exception {
        double seconds = args.length > 1 ? Double.parseDouble(args[1]) : 3;
        Map<String, double[]> rates = new LinkedHashMap<>();
        for (String engine : List.of("inProcess", "local", "remote", "command")) {
            try (Opa opa = open(engine, server)) {
                PreparedQuery query = opa.load(EngineBenchmark.policies()).prepare(EngineBenchmark.RULE);
                measure(query, 2, seconds);
                double[] rate = new double[THREADS.length];
                for (int i = 0; i < THREADS.length; i++) {
                    rate[i] = measure(query, THREADS[i], seconds);
                    System.out.printf(Locale.ROOT, "%s %d threads: %.0f/s%n", engine, THREADS[i], rate[i]);
                }
                rates.put(engine, rate);
            }
        }
        Files.writeString(Path.of(args[0]), svg(rates));
    }

    private static Opa open(String engine, OpaServerProcess server) {
        return switch (engine) {
            case "inProcess" -> Opa.inProcess();
            case "local" -> Opa.local();
            case "remote" -> Opa.at(server.uri());
            default -> Opa.command();
        };
    }

    private static double measure(PreparedQuery query, int threads, double seconds) throws InterruptedException {
        LongAdder count = new LongAdder();
        long start = System.nanoTime();
        long end = start + (long) (seconds * 1e9);
        List<Thread> all = new ArrayList<>();
        for (int t = 0; t < threads; t++) {
            all.add(new Thread(() -> {
                while (System.nanoTime() < end) {
                    if (!query.allowed(EngineBenchmark.INPUT)) {
                        throw new IllegalStateException("a wrong answer");
                    }
                    count.increment();
                }
            }));
        }
        all.forEach(Thread::start);
        for (Thread thread : all) {
            thread.join();
        }
        return count.sum() / ((System.nanoTime() - start) / 1e9);
    }

    /** Both axes are logarithmic. */
    private static String svg(Map<String, double[]> rates) {
        StringBuilder svg = new StringBuilder(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 400\" font-family=\"sans-serif\" font-size=\"12\">\n"
                        + "<rect width=\"640\" height=\"400\" fill=\"white\"/>\n"
                        + "<text x=\"320\" y=\"20\" text-anchor=\"middle\" font-size=\"14\">Decisions a second by threads</text>\n");
        for (int power = 1; power <= 6; power++) {
            double y = y(Math.pow(10, power));
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"70\" x2=\"540\" y1=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/><text x=\"62\" y=\"%.1f\" text-anchor=\"end\">%,d</text>%n",
                    y,
                    y,
                    y + 4,
                    (long) Math.pow(10, power)));
        }
        for (int threads : THREADS) {
            svg.append(String.format(
                    Locale.ROOT, "<text x=\"%.1f\" y=\"380\" text-anchor=\"middle\">%d</text>%n", x(threads), threads));
        }
        int colour = 0;
        for (Map.Entry<String, double[]> entry : rates.entrySet()) {
            StringBuilder points = new StringBuilder();
            for (int i = 0; i < THREADS.length; i++) {
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x(THREADS[i]), y(entry.getValue()[i])));
            }
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2\" points=\"%s\"/><text x=\"548\" y=\"%.1f\" fill=\"%s\">%s</text>%n",
                    COLOURS[colour],
                    points.toString().strip(),
                    y(entry.getValue()[THREADS.length - 1]) + 4,
                    COLOURS[colour],
                    entry.getKey()));
            colour++;
        }
        return svg.append("</svg>\n").toString();
    }

    private static double x(int threads) {
        return 80 + 75 * (Math.log(threads) / Math.log(2));
    }

    private static double y(double rate) {
        return 360 - 55 * (Math.log10(Math.max(rate, 10)) - 1) - 10;
    }
}
