package io.rego4j.bench;

import io.rego4j.Rego;
import io.rego4j.format.FormatOptions;
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

    /** The version of Rego: {@code -p version=v0}. */
    @Param("v1")
    public String version = "v1";

    private PolicyFolder policies = new PolicyFolder(List.of(), 0);
    private RegoVersion rego = RegoVersion.V1;

    /** Reads the files, and leaves out those that are no Rego of the version. */
    @Setup
    public void read() throws IOException {
        policies = PolicyFolder.announced(folder, version);
        rego = RegoVersion.of(version);
    }

    /** The files as they are: where nothing changes, the text that was read is the proof. */
    @Benchmark
    public void format(Blackhole out) {
        formatAll(out, "", FormatOptions.of(rego));
    }

    /** Every file changes, so each is read twice. */
    @Benchmark
    public void formatChanged(Blackhole out) {
        formatAll(out, "\n", FormatOptions.of(rego));
    }

    /** Without the proof. */
    @Benchmark
    public void formatUnproven(Blackhole out) {
        formatAll(out, "", FormatOptions.of(rego).withSafe(false));
    }

    private void formatAll(Blackhole out, String suffix, FormatOptions options) {
        for (Source source : policies.sources()) {
            out.consume(Rego.format(Source.of(source.text() + suffix), rego, options));
        }
    }
}
