package io.rego4j.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.Body;
import io.rego4j.ast.BooleanTerm;
import io.rego4j.ast.CallTerm;
import io.rego4j.ast.Expr;
import io.rego4j.ast.Head;
import io.rego4j.ast.Not;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.SomeDecl;
import io.rego4j.ast.StringTerm;
import io.rego4j.ast.Term;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CheckerTest {
    private static RegoModule module(String name, String text) {
        return RegoParser.parse(Source.of(name, text)).orThrow();
    }

    private static List<String> check(RegoModule... modules) {
        return Checker.check(modules).stream().map(Diagnostic::toLine).toList();
    }

    @Test
    void modulesAreCheckedTogether() {
        RegoModule users = module("users.rego", "package shop.users\n\nknown(name) if name in input.users");
        RegoModule orders = module("orders.rego", """
                package shop.orders

                import data.shop.users

                allow if users.known(input.name, 1, 2)

                deny if users.unknown(input.name)
                """);
        assertThat(check(users, orders))
                .containsExactly(
                        "orders.rego:5: rego_type_error: function data.shop.users.known has arity 1, got 3 arguments",
                        "orders.rego:7: rego_type_error: undefined function data.shop.users.unknown");
    }

    @Test
    void variablesDeclaredInsideANegationWithoutBracesAreRefused() {
        Expr some = new Expr(new SomeDecl(List.of(new VarTerm("x"))));
        Head head = new Head("p", new RefTerm(List.of(new VarTerm("p"))), List.of(), null, new BooleanTerm(true), true);
        Rule rule = new Rule(false, head, Body.of(new Expr(new Not(Body.of(some), false))), null, List.of());
        RegoPackage pkg = new RegoPackage(new RefTerm(List.of(new VarTerm("data"), new StringTerm("shop"))));
        assertThat(check(new RegoModule(pkg, List.of(), List.of(), List.of(rule), List.of())))
                .containsExactly("rego_compile_error: cannot declare vars inside negated expression"
                        + " (rule p, expression some x)");
    }

    @Test
    void functionsOfModulesThatNobodyGaveMayStandAnywhereAndGiveAnything() {
        RegoModule module = module("shop.rego", """
                package shop

                import data.lib

                f(x) := lib.g(x)

                p if f(1) > 2

                q := lib.h(f(2)).x[_]

                r contains lib.k(v) if some v in f(3)

                s[lib.m(k)] := lib.n(k) if some k in [1]

                t := [y | y := lib.o(1)]

                u if { lib.p(1, z); z > 1 }

                v := data.shop.sub.f(1)

                w := data.shop.other(1) + 1

                x if not lib.g(1)

                y if { every e in lib.g(1) { lib.h(e) } }

                z := $"a {lib.g(1)} {sprintf("%d", [lib.g(1)])}"

                aa if lib.g("x") with lib.g as f with lib.h as count

                bb := x if [_, x] := lib.g(1)

                cc if walk(lib.g(lib.h(1)), [path, value])
                """);
        assertThat(Checker.check(List.of(module), CheckOptions.DEFAULT.withPartial(true)))
                .isEmpty();
        assertThat(Checker.check(List.of(module), CheckOptions.DEFAULT))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.message()).startsWith("undefined function data."));
    }

    @Test
    void anEmptyCollectionThatAnotherModuleReplacesMayHoldAnything() {
        RegoModule shop = module("shop.rego", """
                package shop

                default limits := {}

                default other := {}

                limit := limits.k

                last := other.k
                """);
        RegoModule part = module("part.rego", """
                package tests

                test_limit if data.shop.limit == 1 with data.shop.limits as {"k": 1}
                """);
        assertThat(check(shop, part))
                .containsExactly("shop.rego:9: rego_type_error: undefined ref: data.shop.other.k "
                        + "(hints: at \"k\": have: \"k\", want (one of): [])");
        RegoModule whole = module("whole.rego", """
                package tests

                test_limit if data.shop.limit == 1 with data.shop as {"limits": {"k": 1}}
                """);
        assertThat(check(shop, whole)).isEmpty();
    }

    @Test
    void aPackageMayNotHaveThePathOfARule() {
        assertThat(check(
                        module("a.rego", "package shop\n\norders := 1"),
                        module("b.rego", "package shop.orders\n\nallow := true")))
                .containsExactly(
                        "a.rego:1: rego_type_error: package shop.orders conflicts with rule orders defined at a.rego:3",
                        "a.rego:3: rego_type_error: rule data.shop.orders conflicts with:\n"
                                + "  rule data.shop.orders.allow at b.rego:3");
    }

    @Test
    void rulesOfTwoModulesMayConflict() {
        assertThat(check(
                        module("a.rego", "package shop\n\ndefault allow := true"),
                        module("b.rego", "package shop\n\ndefault allow := false")))
                .containsExactly("a.rego:1: rego_type_error: multiple default rules data.shop.allow found at "
                        + "a.rego:3, b.rego:3");
    }

    @Test
    void metadataOfAPackageStandsInOneModule() {
        String text = "# METADATA\n# title: %s\npackage shop\n\nallow := true";
        assertThat(check(module("a.rego", text.formatted("one")), module("b.rego", text.formatted("two"))))
                .containsExactly("b.rego:1: rego_type_error: package annotation redeclared: a.rego:1");
    }

    @Test
    void typeErrorsSayWhatWasGivenAndWhatIsWanted() {
        List<Diagnostic> found = Checker.check(module("a.rego", "package shop\n\nallow if count(3) > 1"));
        assertThat(found).singleElement().satisfies(d -> {
            assertThat(d.message()).isEqualTo("count: invalid argument(s)");
            assertThat(d.hints())
                    .containsExactly(
                            "have: (number, ???)",
                            "want: (collection: any<string, array[any], object[any: any], set[any]>, n: number)");
        });
    }

    @Test
    void whatAnotherOpaDoesNotHaveIsUndefined() {
        CheckOptions offline = CheckOptions.of(RegoVersion.V1)
                .withCapabilities(Capabilities.current().without(List.of("http.send")));
        RegoModule module = module("a.rego", "package shop\n\nallow if http.send({\"url\": \"x\"}).ok");
        assertThat(Checker.check(List.of(module), CheckOptions.DEFAULT)).isEmpty();
        assertThat(Checker.check(List.of(module), offline))
                .extracting(Diagnostic::toLine)
                .containsExactly("a.rego:3: rego_type_error: undefined function http.send");
    }

    @Test
    void theErrorsOfABuiltTreeNameRuleAndExpression() {
        Expr unsafe = new Expr(call("gt", new VarTerm("x"), new NumberTerm(1)));
        assertThat(check(module(rule("allow", unsafe))))
                .containsExactly("rego_unsafe_var_error: var x is unsafe (rule allow, expression x > 1)");
        Expr wrong = new Expr(call("count", new NumberTerm(1)));
        assertThat(check(module(rule("a", wrong), rule("b", unsafe))))
                .containsExactly("rego_unsafe_var_error: var x is unsafe (rule b, expression x > 1)");
        assertThat(check(module(rule("a", wrong))).get(0))
                .startsWith("rego_type_error: count: invalid argument(s) (rule a, expression count(1))");
        assertThat(check(module(rule("a", new Expr(call("cuont", new NumberTerm(1)))))))
                .containsExactly("rego_type_error: undefined function cuont (rule a, expression cuont(1))");
    }

    @Test
    void aRuleThatWasParsedKeepsItsPlacesBesideBuiltOnes() {
        RegoModule parsed = module("a.rego", "package shop\n\np if q > x\n\nq := 1");
        RegoModule mixed = parsed.withRules(Stream.concat(
                        parsed.rules().stream(),
                        Stream.of(rule("r", new Expr(call("gt", new VarTerm("y"), new NumberTerm(1))))))
                .toList());
        assertThat(check(mixed))
                .containsExactly(
                        "a.rego:3: rego_unsafe_var_error: var x is unsafe",
                        "rego_unsafe_var_error: var y is unsafe (rule r, expression y > 1)");
    }

    @Test
    void keywordsAreNoNames() {
        Expr truth = new Expr(new BooleanTerm(true));
        assertThat(check(module(rule("if", truth))))
                .containsExactly("rego_parse_error: if keyword cannot be used for rule name (rule if)");
        Expr uses = new Expr(call("eq", new VarTerm("every"), new NumberTerm(1)));
        assertThat(check(module(rule("p", uses))))
                .containsExactly(
                        "rego_parse_error: every keyword cannot be used for variable name (rule p, expression every = 1)");
        assertThat(check(module(rule("my-rule", truth))).get(0))
                .startsWith("rego_parse_error: \"my-rule\" cannot be used for rule name (rule my-rule)");
        // In v0 without imports it is a name.
        RegoModule v0 = module(rule("if", truth));
        assertThat(Checker.check(List.of(v0), CheckOptions.of(RegoVersion.V0))).isEmpty();
    }

    @Test
    void callsCanBeCheckedByThemselves() {
        assertThat(calls(call("startswith", new StringTerm("a"))))
                .containsExactly("startswith: arity mismatch (expression startswith(\"a\"))");
        assertThat(calls(call("abs", new StringTerm("a"))))
                .containsExactly("abs: invalid argument(s) (expression abs(\"a\"))");
        assertThat(calls(call("abs", call("upper", new StringTerm("a"))))).isEmpty();
        assertThat(calls(call("mine", new StringTerm("a")))).isEmpty();
        assertThat(calls(call("count", new VarTerm("x")))).isEmpty();
        // An expression may name the variable that takes the result.
        assertThat(Checker.checkCalls(
                        new Expr(call("abs", new NumberTerm(1), new VarTerm("x"))), Capabilities.current()))
                .isEmpty();
    }

    private static List<String> calls(Term term) {
        return Checker.checkCalls(term, Capabilities.current()).stream()
                .map(Diagnostic::message)
                .toList();
    }

    private static CallTerm call(String name, Term... args) {
        return new CallTerm(new RefTerm(List.of(new VarTerm(name))), List.of(args));
    }

    private static Rule rule(String name, Expr... body) {
        Head head =
                new Head(name, new RefTerm(List.of(new VarTerm(name))), List.of(), null, new BooleanTerm(true), false);
        return new Rule(false, head, Body.of(body), null, List.of());
    }

    private static RegoModule module(Rule... rules) {
        RegoPackage pkg = new RegoPackage(new RefTerm(List.of(new VarTerm("data"), new StringTerm("built"))));
        return new RegoModule(pkg, List.of(), List.of(), List.of(rules), List.of());
    }
}
