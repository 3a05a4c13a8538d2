package io.rego4j.opa;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** 1,000 modules that refer to each other: loaded into a local OPA until it answers, beside {@code opa check} of the same. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
@Fork(1)
public class LoadBenchmark {
    private static final int MODULES = 1_000;

    private final Policies policies = policies();

    static Policies policies() {
        Policies policies = Policies.none();
        for (int i = 0; i < MODULES; i++) {
            policies = policies.module(
                    "m/" + i + ".rego",
                    "package m" + i + "\n\nx := " + i + "\n\ny := data.m" + (i + 1) % MODULES + ".x\n");
        }
        return policies;
    }

    @Benchmark
    public int local() {
        try (Opa opa = Opa.local().load(policies)) {
            return opa.decide("data.m998.y", null, Integer.class).orElseThrow();
        }
    }

    @Benchmark
    public List<?> opaCheck() {
        return OpaTools.find().check(policies);
    }
}
