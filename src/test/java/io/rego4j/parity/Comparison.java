package io.rego4j.parity;

import io.rego4j.source.RegoVersion;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Two that are compared, policy by policy. Not for several threads. */
interface Comparison extends Closeable {
    /**
     * Compares what both make of a policy.
     *
     * @param version the version in which it is read
     * @param modes the modes of that version
     */
    List<Finding> of(Policy policy, RegoVersion version, List<Mode> modes) throws IOException;

    /** Makes a comparison for one thread. */
    interface Maker {
        Comparison make() throws IOException;
    }

    /** Compares all policies on all cores, and hands the findings on in the order of the policies. */
    static void all(List<Policy> policies, RegoVersion version, List<Mode> modes, Maker maker, Consumer<Finding> sink)
            throws IOException {
        if (modes.isEmpty()) {
            return;
        }
        int cores = Runtime.getRuntime().availableProcessors();
        // Trees may be deep.
        ExecutorService threads =
                Executors.newFixedThreadPool(cores, work -> new Thread(null, work, "comparison", 1L << 30));
        BlockingQueue<Comparison> free = new LinkedBlockingQueue<>();
        List<Comparison> made = new ArrayList<>();
        Deque<Future<List<Finding>>> due = new ArrayDeque<>();
        try {
            for (int i = 0; i < cores; i++) {
                Comparison comparison = maker.make();
                made.add(comparison);
                free.add(comparison);
            }
            for (Policy policy : policies) {
                due.add(threads.submit(() -> {
                    Comparison comparison = free.take();
                    try {
                        return comparison.of(policy, version, modes);
                    } catch (RuntimeException | IOException e) {
                        throw new IOException(policy.name() + " read as " + version + ": " + e, e);
                    } finally {
                        free.add(comparison);
                    }
                }));
            }
            while (!due.isEmpty()) {
                due.remove().get().forEach(sink);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } finally {
            threads.shutdownNow();
            for (Comparison comparison : made) {
                comparison.close();
            }
        }
    }
}
