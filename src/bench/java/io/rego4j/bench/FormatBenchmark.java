package io.rego4j.bench;

import io.rego4j.Rego;
import io.rego4j.format.FormatOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Formats all policies of a folder, text to text, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class FormatBenchmark {
    /** The folder: {@code -p folder=path}. */
    @Param("samples")
    public String folder = "samples";

    private final List<String> texts = new ArrayList<>();
    private long bytes;

    /** Reads the files, and leaves out those that are no Rego v1. */
    @Setup
    public void read() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            files.filter(file -> file.toString().endsWith(".rego")).sorted().forEach(this::add);
        }
        System.out.println(texts.size() + " files, " + bytes + " bytes");
    }

    private void add(Path file) {
        try {
            Source source = Source.read(file);
            if (RegoParser.parse(source).isSuccess()) {
                texts.add(source.text());
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files as they are: where nothing changes, the text that was read is the proof. */
    @Benchmark
    public void format(Blackhole out) {
        formatAll(out, "", FormatOptions.DEFAULT);
    }

    /** Every file changes, so each is read twice. */
    @Benchmark
    public void formatChanged(Blackhole out) {
        formatAll(out, "\n", FormatOptions.DEFAULT);
    }

    /** Without the proof. */
    @Benchmark
    public void formatUnproven(Blackhole out) {
        formatAll(out, "", FormatOptions.DEFAULT.withSafe(false));
    }

    private void formatAll(Blackhole out, String suffix, FormatOptions options) {
        for (String text : texts) {
            out.consume(Rego.format(Source.of(text + suffix), RegoVersion.V1, options));
        }
    }
}
