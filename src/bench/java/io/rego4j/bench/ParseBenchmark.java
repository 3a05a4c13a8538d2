package io.rego4j.bench;

import io.rego4j.ast.RegoModule;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.ParseResult;
import io.rego4j.parse.RegoParser;
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

/** Reads all policies of a folder, on one thread: the whole tree with places, comments and METADATA. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParseBenchmark {
    /** The folder: {@code -p folder=path}. */
    @Param("samples")
    public String folder = "samples";

    private final List<Source> sources = new ArrayList<>();
    private long bytes;

    /** Reads the files, and leaves out those that are no Rego v1. */
    @Setup
    public void read() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            files.filter(file -> file.toString().endsWith(".rego")).sorted().forEach(this::add);
        }
        System.out.println(sources.size() + " files, " + bytes + " bytes");
    }

    private void add(Path file) {
        try {
            Source source = Source.read(file);
            if (RegoParser.parse(source).isSuccess()) {
                sources.add(source);
                bytes += Files.size(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One pass over all files. */
    @Benchmark
    public void parse(Blackhole out) {
        for (Source source : sources) {
            ParseResult<RegoModule> result =
                    RegoParser.parse(Source.of(source.name(), source.text()), ParseOptions.DEFAULT);
            out.consume(result);
        }
    }
}
