package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.rego4j.ast.ArrayTerm;
import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.ExprTerms;
import io.rego4j.ast.Head;
import io.rego4j.ast.Not;
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
        for (int i = 0; i < 100_000; i++) {
            deep = new ArrayTerm(List.of(deep));
        }
        RegoModule module = module(new Expr(call("eq", new VarTerm("x"), deep)));
        assertThat(assertTimeoutPreemptively(LIMIT, () -> Checker.check(module)))
                .isEmpty();
    }

    @Test
    void aChainOfElseMayBeVeryLong() {
        Rule chain = null;
        for (int i = 0; i < 20_000; i++) {
            Body body = Body.of(new Expr(call("gt", new NumberTerm(i), new NumberTerm(1))));
            chain = new Rule(false, head(), body, chain, List.of());
        }
        RegoModule module = module(chain);
        assertThat(assertTimeoutPreemptively(LIMIT, () -> Checker.check(module)))
                .isEmpty();
    }

    @Test
    void bodiesThatAreNestedTooDeepAreAnError() {
        ExprTerms deep = new BooleanTerm(true);
        for (int i = 0; i < 100_000; i++) {
            deep = new Not(Body.of(new Expr(deep)), true);
        }
        RegoModule module = module(new Expr(deep));
        assertThat(assertTimeoutPreemptively(LIMIT, () -> Checker.check(module)))
                .singleElement()
                .satisfies(d -> {
                    assertThat(d.code()).isEqualTo(Diagnostic.COMPILE_ERROR);
                    assertThat(d.message()).startsWith("bodies are nested more than 1000 deep (rule p, expression ");
                    assertThat(d.hints()).containsExactly("move the inner ones into rules of their own");
                });
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
        return module(new Rule(false, head(), Body.of(expr), null, List.of()));
    }

    private static Head head() {
        return new Head("p", new RefTerm(List.of(new VarTerm("p"))), List.of(), null, new BooleanTerm(true), false);
    }

    private static RegoModule module(Rule rule) {
        RegoPackage pkg = new RegoPackage(new RefTerm(List.of(new VarTerm("data"), new StringTerm("large"))));
        return new RegoModule(pkg, List.of(), List.of(), List.of(rule), List.of());
    }
}
