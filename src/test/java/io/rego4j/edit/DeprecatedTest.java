package io.rego4j.edit;

import static io.rego4j.edit.RenameTest.set;
import static io.rego4j.edit.RenameTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import org.junit.jupiter.api.Test;

class DeprecatedTest {
    private static Change replaced(RegoVersion version, String text) {
        return Refactoring.of(set(version, text)).replaceDeprecated();
    }

    private static String body(String before) {
        String text = texts(replaced(RegoVersion.V1, "package a\n\np if {\n\t" + before + "\n}\n"))
                .get(0);
        return text.substring(text.indexOf('\t') + 1, text.lastIndexOf("\n}"));
    }

    @Test
    void builtinsWithANewNameAreRenamed() {
        assertThat(body("re_match(`^a`, input.x) # why")).isEqualTo("regex.match(`^a`, input.x) # why");
        assertThat(body("not net.cidr_overlap(input.x,  input.y)"))
                .isEqualTo("not net.cidr_contains(input.x,  input.y)");
    }

    @Test
    void anyOfACollectionIsTrueInIt() {
        assertThat(body("any([x | x := input.xs[_]])")).isEqualTo("true in [x | x := input.xs[_]]");
        assertThat(body("not any({input.x == 1, input.y})")).isEqualTo("not true in {input.x == 1, input.y}");
        assertThat(body("xs := [x | x := input.xs[_]]\n\tany(xs) == any([ true ])"))
                .isEqualTo("xs := [x | x := input.xs[_]]\n\t(true in xs) == (true in [ true ])");
    }

    @Test
    void aPolicyOfV0ImportsTheKeywordThatAnyNeedsUnlessTheNameIsTaken() {
        String taken = "package b\n\np { any({x | x := input.x[_]}); in := 1; in == 1 }\n";
        Change change = Refactoring.of(set(RegoVersion.V0, "package a # c\n\np { not any([input.x]) }\n", taken))
                .replaceDeprecated();
        assertThat(texts(change))
                .containsExactly("package a # c\n\nimport future.keywords.in\n\np { not true in [input.x] }\n", taken);
        assertThat(change.places())
                .extracting(Diagnostic::message)
                .containsExactly("any is deprecated, and Rego v1 does not have it");
    }

    @Test
    void allOfAComprehensionOfBooleansIsNotFalseInIt() {
        assertThat(body("all([startswith(x, \"a\") | x := input.xs[_]])"))
                .isEqualTo("not false in [startswith(x, \"a\") | x := input.xs[_]]");
        assertThat(body("xs := {b | b := startswith(input.xs[_], \"a\")}\n\tnot all(xs)"))
                .isEqualTo("xs := {b | b := startswith(input.xs[_], \"a\")}\n\tfalse in xs");
    }

    @Test
    void differenceOfTwoSetsIsAnOperator() {
        assertThat(body("x := set_diff({1, 2}, {y | y := input.ys[_]})\n\tcount(x) > 0"))
                .isEqualTo("x := ({1, 2} - {y | y := input.ys[_]})\n\tcount(x) > 0");
    }

    @Test
    void callsThatMayMeanSomethingElseAreListed() {
        String text = """
                package a

                p { any(input.xs) }

                p { all([input.x == 1]) }

                p { x := all([y | y := input.xs[_]]) }

                p { set_diff(input.x, {1}) == {2} }

                p { cast_array(input.x) }

                p { any(# which
                	[true]) }
                """;
        Change change = replaced(RegoVersion.V0, text);
        assertThat(change.errors()).isEmpty();
        assertThat(change.texts()).isEmpty();
        assertThat(change.places())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p1.rego:3: refactor_place: any is deprecated, and Rego v1 does not have it (hint: write true in the"
                                + " collection, if it is an array or a set)",
                        "p1.rego:5: refactor_place: all is deprecated, and Rego v1 does not have it (hint: use every, or not"
                                + " false in a collection that holds booleans only)",
                        "p1.rego:7: refactor_place: all is deprecated, and Rego v1 does not have it (hint: use every, or not"
                                + " false in a collection that holds booleans only)",
                        "p1.rego:9: refactor_place: set_diff is deprecated, and Rego v1 does not have it (hint: use the"
                                + " operator -, if both are sets)",
                        "p1.rego:11: refactor_place: cast_array is deprecated, and Rego v1 does not have it (hint: check with"
                                + " is_array, or build the array from the set with a comprehension)",
                        "p1.rego:13: refactor_place: any is deprecated, and Rego v1 does not have it (hint: write true in the"
                                + " collection, if it is an array or a set)");
    }

    @Test
    void functionOfThePolicyKeepsItsName() {
        String text = "package a\n\nany(x) { x }\n\np { any([true]) }\n";
        assertThat(replaced(RegoVersion.V0, text).texts()).isEmpty();
        assertThat(replaced(RegoVersion.V0, text).places()).isEmpty();
    }

    @Test
    void fileInWhichTheNewNameMeansSomethingElseIsLeftAndListed() {
        String hiding = "package a\n\nregex = 1\n\np { re_match(\"a\", input.x) }\n";
        Change change = Refactoring.of(set(RegoVersion.V0, hiding, "package b\n\np { re_match(\"a\", input.x) }\n"))
                .replaceDeprecated();
        assertThat(texts(change)).containsExactly(hiding, "package b\n\np { regex.match(\"a\", input.x) }\n");
        assertThat(change.places())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p1.rego:5: refactor_place: re_match is deprecated, and Rego v1 does not have it (hint: use"
                                + " regex.match with the same arguments; something else has the name regex here)");
    }
}
