package io.rego4j;

import static io.rego4j.dsl.Dsl.bind;
import static io.rego4j.dsl.Dsl.input;
import static io.rego4j.dsl.Dsl.module;
import static io.rego4j.dsl.Dsl.operand;
import static io.rego4j.dsl.Dsl.rule;
import static io.rego4j.dsl.Dsl.some;
import static io.rego4j.dsl.Dsl.var;
import static io.rego4j.dsl.Dsl.wildcard;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.ast.Node;
import io.rego4j.dsl.Condition;
import io.rego4j.dsl.Quoted;
import io.rego4j.parse.RegoParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text with holes: terms go in, nothing else changes. */
class QuotedRegoTest {
    private static String text(Node node) {
        return Rego.format(node).strip();
    }

    private static String text(Condition condition) {
        return text(condition.toExpr());
    }

    @Test
    void aValueTakesThePlaceOfAVariable() {
        assertThat(text(Rego.expr("startswith(input.path, prefix)", bind("prefix", "/a\"; true"))))
                .isEqualTo("startswith(input.path, \"/a\\\"; true\")");
        assertThat(text(Rego.expr("x == [y, y]", bind("y", List.of(1, 2))))).isEqualTo("x == [[1, 2], [1, 2]]");
    }

    @Test
    void aReferenceGoesOnWhereTheTermEnds() {
        assertThat(text(Rego.expr("who.roles[_] == 1", bind("who", input("user")))))
                .isEqualTo("input.user.roles[_] == 1");
        assertThat(text(Rego.expr("who.name", bind("who", var("x"))))).isEqualTo("x.name");
        assertThat(text(Rego.expr("input[key].name", bind("key", "a.b")))).isEqualTo("input[\"a.b\"].name");
        assertThat(text(Rego.term("map[input.x]", bind("map", java.util.Map.of("a", 1)))
                        .term()))
                .isEqualTo("{\"a\": 1}[input.x]");
    }

    @Test
    void aStringCannotStartAReference() {
        assertThatThrownBy(() -> Rego.expr("who.name", bind("who", "me")))
                .hasMessage("a reference cannot start with a string: \"me\"");
    }

    @Test
    void bodiesRulesAndModulesHaveHolesToo() {
        assertThat(Rego.format(module("p")
                        .add(rule("allow").when(Rego.body("input.a == x; not input.b", bind("x", 1))))
                        .build()))
                .isEqualTo("package p\n\nallow if {\n\tinput.a == 1\n\tnot input.b\n}\n");
        assertThat(text(Rego.rule("deny contains msg if { input.x > max; msg := \"no\" }", bind("max", 5))))
                .isEqualTo("deny contains msg if {\n\tinput.x > 5\n\tmsg := \"no\"\n}");
        assertThat(Rego.format(
                        Rego.module("package p\n\n# why\nallow if input.user == admin\n", bind("admin", "jane"))))
                .isEqualTo("package p\n\n# why\nallow if input.user == \"jane\"\n");
    }

    @Test
    void aFunctionCanBeAHole() {
        assertThat(text(Rego.expr(
                        "check(input)",
                        bind("check", operand(Rego.term("data.lib.ok").term())))))
                .isEqualTo("data.lib.ok(input)");
        assertThatThrownBy(() -> Rego.expr("check(input)", bind("check", 1)))
                .hasMessageContaining("the hole check is called as a function");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    some hole; hole == 1           | a name that some declares
                    some hole in input.xs          | a name that some declares
                    hole := 1                      | a name that := declares
                    every hole in [1] { hole > 0 } | a name that every declares
                    """)
    void declaredNamesAreNoHoles(String text, String place) {
        assertThatThrownBy(() -> Rego.body(text, bind("hole", 1))).hasMessageStartingWith("the hole hole is " + place);
    }

    @Test
    void namesOfRulesAndParametersAreNoHoles() {
        assertThatThrownBy(() -> Rego.rule("hole := 1 if true", bind("hole", 1)))
                .hasMessageStartingWith("the hole hole is the name of a rule");
        assertThatThrownBy(() -> Rego.rule("f(hole) := 1 if true", bind("hole", 1)))
                .hasMessageStartingWith("the hole hole is a parameter of a function");
    }

    @Test
    void aBindingNeedsAHole() {
        assertThatThrownBy(() -> Rego.expr("input.x", bind("y", 1)))
                .hasMessage("the text has no variable y that could be filled");
        assertThatThrownBy(() -> Rego.expr("y", bind("y", 1), bind("y", 2))).hasMessage("the hole y is bound twice");
        assertThatThrownBy(() -> bind("a b", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void declaredNamesKeepClearOfThoseInTheTerms() {
        assertThat(text(Rego.term("[x | some x in input.xs; x != y]", bind("y", var("x")))
                        .term()))
                .isEqualTo("[x_1 | some x_1 in input.xs; x_1 != x]");
        assertThat(text(Rego.expr("every x in input.xs { x != y }", bind("y", var("x")))))
                .isEqualTo("every x_1 in input.xs { x_1 != x }");
        assertThat(text(Rego.rule("p contains x if { x := input.a; x != y }", bind("y", var("x")))))
                .isEqualTo("p contains x_1 if {\n\tx_1 := input.a\n\tx_1 != x\n}");
    }

    @Test
    void eachRuleHasNamesOfItsOwn() {
        String rules =
                "a contains x if { some x in input.xs; x != y }\n\nb contains x if { some x in input.ys; x != y }\n";
        assertThat(Rego.format(Quoted.with(bind("y", var("x"))).module(Rego.parse("package p\n\n" + rules))))
                .contains("a contains x_1 if", "b contains x_1 if");
    }

    @Test
    void namesThatTheTextDoesNotDeclareAreThoseAroundIt() {
        assertThat(Rego.format(module("p")
                        .add(rule("q").when(some("x").in(input("xs")), Rego.expr("x != y", bind("y", var("x")))))
                        .build()))
                .isEqualTo("package p\n\nq if {\n\tsome x in input.xs\n\tx != x\n}\n");
    }

    @Test
    void wildcardsOfTwoTextsAreDifferentOnes() {
        assertThat(Rego.format(module("p")
                        .add(rule("q")
                                .when(
                                        Rego.expr("input.a[_] == 1"),
                                        Rego.expr("input.b[_] == x", bind("x", input("c", wildcard())))))
                        .build()))
                .isEqualTo("package p\n\nq if {\n\tinput.a[_] == 1\n\tinput.b[_] == input.c[_]\n}\n");
    }

    @Test
    void callsAndOperationsAreTermsAndEquationsAreNot() {
        assertThat(text(Rego.term("count(input.xs)").term())).isEqualTo("count(input.xs)");
        assertThat(text(Rego.term("input.x + 1").term())).isEqualTo("input.x + 1");
        for (String text : List.of("x = 1", "x := 1", "not f(x)", "f(x) with input as 1", "some x")) {
            assertThatThrownBy(() -> Rego.term(text)).isInstanceOf(RegoParseException.class);
        }
    }
}
