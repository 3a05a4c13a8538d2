package io.rego4j.bench;

import io.rego4j.parse.RegoParser;
import io.rego4j.source.Source;
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

/** Reads one policy of a size: ten times the size should take ten times as long. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 4, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(1)
public class ParseGrowthBenchmark {
    private static final String RULE = """

            # METADATA
            # title: Rule %1$d
            # description: Lets those in who may come in.
            allow_%1$d contains sprintf("%%s may %%s", [user.name, action]) if {
            	some user in data.users[_].members # all of them
            	action := input.request.actions[%1$d]
            	user.age + 3 * %1$d >= 18
            	not blocked[{"name": user.name, "roles": [role | some role in user.roles]}]
            	every group in user.groups { startswith(group, "g-") }
            }
            """;

    /** The size in kilobytes. */
    @Param({"10", "100", "1000", "10000"})
    public int kilobytes = 10;

    private String text = "";

    /** Writes the policy. */
    @Setup
    public void write() {
        StringBuilder policy = new StringBuilder("package growth\n");
        for (int i = 0; policy.length() < 1000 * kilobytes; i++) {
            policy.append(RULE.formatted(i));
        }
        text = policy.toString();
    }

    /** One reading. */
    @Benchmark
    public Object parse() {
        return RegoParser.parse(Source.of(text)).orThrow();
    }
}
