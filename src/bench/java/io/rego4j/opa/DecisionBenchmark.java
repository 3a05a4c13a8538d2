package io.rego4j.opa;

import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.opa.engine.OpaJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@code data.bench.result} of a policy, by an engine. The folder holds policy.rego, data.json and input.json; the input is a
 * JSON text, which each decision reads. {@code scripts/bench-decisions} makes the folders, and runs OPA's Go package beside
 * this.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class DecisionBenchmark {
    @Param("")
    public String folder;

    @Param("plan")
    public String engine;

    private Opa opa;
    private PreparedQuery result;
    private Input input;

    @Setup
    public void open() throws IOException {
        Path path = Path.of(folder);
        Policies policies = Policies.none()
                .module("policy.rego", Files.readString(path.resolve("policy.rego")))
                .data(OpaJson.parse(Files.readAllBytes(path.resolve("data.json")), "data.json"));
        opa = engine.equals("local") ? Opa.local() : Opa.engine(engine, OpaOptions.defaults());
        result = opa.load(policies).prepare("data.bench.result");
        input = Input.json(Files.readString(path.resolve("input.json")));
        if (!decide().isDefined()) {
            throw new IllegalStateException("undefined: " + folder);
        }
    }

    @TearDown
    public void close() {
        opa.close();
    }

    @Benchmark
    public Decision<JsonNode> decide() {
        return result.ask(input);
    }
}
