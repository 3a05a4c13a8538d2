package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.Source;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Neither depth nor size does harm. */
class LargeModulesTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static List<Diagnostic> check(String text) {
        RegoModule module = RegoParser.parse(Source.of("large.rego", text)).orThrow();
        return assertTimeoutPreemptively(LIMIT, () -> Checker.check(module));
    }

    @Test
    void aBuiltTreeMayBeVeryDeep() {
        Term deep = new NumberTerm(1);
        for (int i = 0; i < 20_000; i++) {
            deep = new ArrayTerm(List.of(deep));
        }
        RegoModule module = module(new Expr(call("eq", new VarTerm("x"), deep)));
        assertThat(assertTimeoutPreemptively(LIMIT, () -> Checker.check(module)))
                .isEmpty();
    }

    @Test
    void callsMayBeNestedVeryDeep() {
        Term deep = new NumberTerm(1);
        for (int i = 0; i < 5_000; i++) {
            deep = call("plus", deep, new NumberTerm(1));
        }
        RegoModule module = module(new Expr(call("gt", deep, new VarTerm("limit"))));
        assertThat(assertTimeoutPreemptively(LIMIT, () -> Checker.check(module)))
                .singleElement()
                .satisfies(d -> assertThat(d.message()).startsWith("var limit is unsafe (rule p, expression "));
    }

    @Test
    void comprehensionsMayBeNested() {
        String text = "1";
        for (int i = 0; i < 60; i++) {
            text = "[x" + i + " | x" + i + " := " + text + "]";
        }
        assertThat(check("package large\n\np := " + text)).isEmpty();
    }

    @Test
    void aBodyMayBeInTheWorstOrder() {
        String body = IntStream.range(0, 3_000)
                .mapToObj(i -> "\tx" + i + " = x" + (i + 1) + " + 1\n")
                .collect(Collectors.joining());
        assertThat(check("package large\n\np if {\n" + body + "\tx3000 = 1\n}")).isEmpty();
    }

    @Test
    void rulesMayFormALongChain() {
        String rules = IntStream.range(0, 5_000)
                .mapToObj(i -> "r" + i + " := r" + (i + 1) + "\n\n")
                .collect(Collectors.joining());
        assertThat(check("package large\n\n" + rules + "r5000 := 1")).isEmpty();
        assertThat(check("package large\n\n" + rules + "r5000 := r0"))
                .hasSize(10)
                .allSatisfy(d -> assertThat(d.code()).isEqualTo(Diagnostic.RECURSION_ERROR));
    }

    private static CallTerm call(String name, Term... args) {
        return new CallTerm(new RefTerm(List.of(new VarTerm(name))), List.of(args));
    }

    private static RegoModule module(Expr expr) {
        Head head =
                new Head("p", new RefTerm(List.of(new VarTerm("p"))), List.of(), null, new BooleanTerm(true), false);
        Rule rule = new Rule(false, head, Body.of(expr), null, List.of());
        RegoPackage pkg = new RegoPackage(new RefTerm(List.of(new VarTerm("data"), new StringTerm("large"))));
        return new RegoModule(pkg, List.of(), List.of(), List.of(rule), List.of());
    }
}
