package io.rego4j.bench;

import io.rego4j.Rego;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.Rewriter;
import io.rego4j.ast.Rule;
import io.rego4j.ast.Term;
import io.rego4j.edit.Edit;
import io.rego4j.edit.EditedText;
import io.rego4j.parse.ParseOptions;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A changed constant in the middle of a file of 1 MB, its proof included, and the reading of that file. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
public class EditBenchmark {
    private Source source = Source.of("package big\n");
    private RegoModule before = Rego.parse(source, ParseOptions.DEFAULT).orThrow();
    private RegoModule after = before;

    /** Writes and reads the file, and changes a rule of the tree. */
    @Setup
    public void read() {
        StringBuilder text = new StringBuilder("package big\n\n");
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append("# rule ").append(i).append("\nallow_").append(i).append(" if {\n\tinput.user == \"u");
            text.append(i).append("\"\n\tsome role in input.roles\n\trole.level >   10 # level\n}\n\n");
        }
        source = Source.of("big.rego", text.toString());
        before = Rego.parse(source, ParseOptions.DEFAULT).orThrow();
        List<Rule> rules = new ArrayList<>(before.rules());
        int middle = rules.size() / 2;
        rules.set(
                middle,
                new Rewriter() {
                    @Override
                    public Term visitNumber(NumberTerm number) {
                        return new NumberTerm("11");
                    }
                }.rule(rules.get(middle)));
        after = before.withRules(rules);
    }

    /** One reading. */
    @Benchmark
    public RegoModule parse() {
        return Rego.parse(Source.of("big.rego", source.text()), ParseOptions.DEFAULT)
                .orThrow();
    }

    /** One edit, proven. */
    @Benchmark
    public EditedText edit() {
        return Edit.of(source, before, after);
    }
}
