package io.rego4j.bench;

import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
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

    /** The version of Rego: {@code -p version=v0}. */
    @Param("v1")
    public String version = "v1";

    private PolicyFolder policies = new PolicyFolder(List.of(), 0);
    private ParseOptions options = ParseOptions.DEFAULT;

    /** Reads the files, and leaves out those that are no Rego of the version. */
    @Setup
    public void read() throws IOException {
        policies = PolicyFolder.announced(folder, version);
        options = ParseOptions.of(RegoVersion.of(version));
    }

    /** One pass over all files. */
    @Benchmark
    public void parse(Blackhole out) {
        for (Source source : policies.sources()) {
            out.consume(RegoParser.parse(Source.of(source.name(), source.text()), options));
        }
    }
}
