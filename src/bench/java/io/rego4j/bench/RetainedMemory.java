package io.rego4j.bench;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;

/**
 * What the trees of a folder's policies keep in memory beside their texts: {@code scripts/bench-memory [--rego-version V] FOLDER}.
 * It compares the heap after collections before and after reading, ten times the folder.
 */
public final class RetainedMemory {
    private static final int TIMES = 10;

    private RetainedMemory() {}

    /** Prints one line for each folder. */
    public static void main(String[] args) throws IOException {
        boolean versioned = args.length > 1 && args[0].equals("--rego-version");
        RegoVersion version = RegoVersion.of(versioned ? args[1] : "v1");
        for (int i = versioned ? 2 : 0; i < args.length; i++) {
            measure(args[i], version);
        }
    }

    private static void measure(String folder, RegoVersion version) throws IOException {
        ParseOptions options = ParseOptions.of(version);
        int policies = 0;
        long bytes = 0;
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            PolicyFolder read = PolicyFolder.read(folder, version);
            policies = read.sources().size();
            sources.addAll(read.sources());
            bytes += read.bytes();
        }
        List<RegoModule> modules = new ArrayList<>(sources.size());
        long before = used();
        for (Source source : sources) {
            modules.add(RegoParser.parse(source, options).orThrow());
        }
        long after = used();
        Reference.reachabilityFence(modules);
        Reference.reachabilityFence(sources);
        System.out.printf(
                "%s: %d policies, %.1f bytes of tree for each byte of source%n",
                folder, policies, (after - before) / (double) bytes);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 5; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }
}
