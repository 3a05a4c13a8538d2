package io.rego4j.bench;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the trees of a folder's policies keep in memory beside their texts: {@code scripts/bench-memory FOLDER}.
 * It compares the heap after collections before and after reading, ten times the folder.
 */
public final class RetainedMemory {
    private static final int TIMES = 10;

    private RetainedMemory() {}

    /** Prints one line for each folder. */
    public static void main(String[] folders) throws IOException {
        for (String folder : folders) {
            measure(folder);
        }
    }

    private static void measure(String folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> walked = Files.walk(Path.of(folder))) {
            walked.filter(file -> file.toString().endsWith(".rego")).forEach(files::add);
        }
        files.removeIf(file -> !RegoParser.parse(read(file)).isSuccess());
        long bytes = 0;
        List<Source> sources = new ArrayList<>();
        for (int i = 0; i < TIMES; i++) {
            for (Path file : files) {
                sources.add(read(file));
                bytes += Files.size(file);
            }
        }
        List<RegoModule> modules = new ArrayList<>(sources.size());
        long before = used();
        for (Source source : sources) {
            modules.add(RegoParser.parse(source).orThrow());
        }
        long after = used();
        Reference.reachabilityFence(modules);
        Reference.reachabilityFence(sources);
        System.out.printf(
                "%s: %d policies, %.1f bytes of tree for each byte of source%n",
                folder, files.size(), (after - before) / (double) bytes);
    }

    private static Source read(Path file) {
        try {
            return Source.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
