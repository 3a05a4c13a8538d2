package io.rego4j.edit;

import static io.rego4j.edit.RenameTest.set;
import static io.rego4j.edit.RenameTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.ast.RegoModule;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LocalRenameTest {
    /** Renames what stands at {@code ^} in the text. */
    private static Change renamed(RegoVersion version, String marked, String to) {
        int at = marked.indexOf('^');
        PolicySet set = set(version, marked.replace("^", ""));
        RegoModule module = set.modules().get(0);
        Source source = Objects.requireNonNull(module.origin().source());
        return Refactoring.of(set).rename(Span.of(source, at, at), to);
    }

    private static String renamed(String marked, String to) {
        return texts(renamed(RegoVersion.V1, marked, to)).get(0);
    }

    @Test
    void variableIsRenamedInItsScopeOnly() {
        assertThat(renamed(
                        "package a\n\np := ^x if {\n\tx := input.x\n\tcount([x | some x in input.xs; x > 1]) == x\n}\n\nq := x if x := 1\n",
                        "y"))
                .isEqualTo(
                        "package a\n\np := y if {\n\ty := input.x\n\tcount([x | some x in input.xs; x > 1]) == y\n}\n\nq := x if x := 1\n");
        assertThat(renamed(
                        "package a\n\np := x if {\n\tx := input.x\n\tcount([^x | some x in input.xs; x > 1]) == x\n}\n",
                        "y"))
                .isEqualTo(
                        "package a\n\np := x if {\n\tx := input.x\n\tcount([y | some y in input.xs; y > 1]) == x\n}\n");
    }

    @Test
    void declarationsAndTemplateStringsFollow() {
        assertThat(renamed(
                        "package a\n\np contains m if {\n\tsome ^i, j\n\tinput[i][j]\n\tm := $\"{i}/{j}\"\n}\n", "k"))
                .isEqualTo("package a\n\np contains m if {\n\tsome k, j\n\tinput[k][j]\n\tm := $\"{k}/{j}\"\n}\n");
        assertThat(renamed("package a\n\np if every k, ^v in input { v > k }\n", "value"))
                .isEqualTo("package a\n\np if every k, value in input { value > k }\n");
    }

    @Test
    void parameterIsRenamedInAllBodiesOfTheFunction() {
        assertThat(texts(renamed(
                                RegoVersion.V0,
                                "package a\n\nf(^x) = y { y = x } { x > 9; y = x }\n\ng(x) = 1 { x } else = x { x }\n",
                                "z"))
                        .get(0))
                .isEqualTo("package a\n\nf(z) = y { y = z } { z > 9; y = z }\n\ng(x) = 1 { x } else = x { x }\n");
    }

    @Test
    void variableThatIsNowhereDeclaredIsRenamedInItsRule() {
        assertThat(renamed("package a\n\np if {\n\tinput[^x] = 1\n\tnot input[x].y\n}\n\nq if input[x] = 2\n", "z"))
                .isEqualTo("package a\n\np if {\n\tinput[z] = 1\n\tnot input[z].y\n}\n\nq if input[x] = 2\n");
    }

    @Test
    void nameThatAnotherVariableHasIsRefusedWithItsPlace() {
        assertThat(renamed(RegoVersion.V1, "package a\n\np if {\n\t^x := input.x\n\ty := 2\n\tx > y\n}\n", "y")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p1.rego:5: refactor_refused: the changed policies would not compile: var y assigned above");
    }

    @Test
    void importIsRenamedInItsFile() {
        String plain = "package a\n\nimport data.lib.roles\nimport input.user as who\n\np if roles.admin[who]\n";
        String aliased = "package a\n\nimport data.lib.roles as r\nimport input.user as who\n\np if r.admin[who]\n";
        assertThat(renamed(plain.replace("if roles", "if ^roles"), "r")).isEqualTo(aliased);
        assertThat(renamed(aliased.replace("as r", "as ^r"), "roles")).isEqualTo(plain);
        assertThat(renamed(plain.replace("[who", "[^who"), "user"))
                .isEqualTo(plain.replace(" as who", "").replace("who", "user"));
    }

    @Test
    void importOfADocumentThatNoRuleMakesIsRenamedFromItsPath() {
        PolicySet set =
                RenameTest.set("package a\n\nimport data.cfg.limits\nimport input.user\n\np if user in limits\n");
        Source source = Objects.requireNonNull(set.modules().get(0).origin().source());
        int limits = source.text().indexOf("limits");
        int user = source.text().indexOf("user");
        Change first = Refactoring.of(set).rename(Span.of(source, limits, limits), "most");
        assertThat(RenameTest.texts(first))
                .containsExactly(source.text().replace("limits\n", "most\n").replace("cfg.most", "cfg.limits as most"));
        assertThat(RenameTest.texts(Refactoring.of(set).rename(Span.of(source, user, user), "who")))
                .containsExactly(source.text().replace("user in", "who in").replace("input.user", "input.user as who"));
    }

    @Test
    void variableOrImportThatHidesARuleIsAPlace() {
        PolicySet set = RenameTest.set("package a\n\nimport data.x\n\np if { y := x; y }\n\nq := 1\n");
        Source source = Objects.requireNonNull(set.modules().get(0).origin().source());
        int variable = source.text().indexOf("y :=");
        int imported = source.text().indexOf("x; y");
        assertThat(Refactoring.of(set)
                        .rename(Span.of(source, variable, variable), "q")
                        .orThrow()
                        .places())
                .extracting(Diagnostic::toLine)
                .containsExactly("p1.rego:5: refactor_place: this variable hides the rule or import that is named q");
        assertThat(Refactoring.of(set)
                        .rename(Span.of(source, imported, imported), "q")
                        .orThrow()
                        .places())
                .extracting(Diagnostic::toLine)
                .containsExactly("p1.rego:3: refactor_place: this import hides the rule that is named q");
    }

    @Test
    void ruleIsRenamedFromAPlaceWhereItIsNamed() {
        assertThat(renamed("package a\n\np := 1\n\nq := data.a.^p\n", "r"))
                .isEqualTo("package a\n\nr := 1\n\nq := data.a.r\n");
        assertThat(renamed("package a.^b\n\np := 1\n", "r")).isEqualTo("package a.r\n\np := 1\n");
    }

    @Test
    void placeWithoutANameIsRefused() {
        assertThat(renamed(RegoVersion.V1, "package a\n\np := ^1\n", "y").errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p1.rego:3: refactor_refused: nothing is named here (hint: point at a variable, an import, or"
                                + " the name of a rule or package)");
    }

    @Test
    void variablesThatHideInputGetAFreeName() {
        String text = """
                package a

                deny[m] {
                  input := {"x": [1]}
                  m := {y | input := {"y": 1}; y := input[_]}
                  q with input as input
                  q with input.x as input.x
                }

                f(x) { data := x[_]; data.y }

                q { input.x[input_] }
                """;
        Change change = Refactoring.of(set(RegoVersion.V0, text)).renameVariables(Set.of("input", "data"));
        assertThat(texts(change)).containsExactly("""
                        package a

                        deny[m] {
                          input__ := {"x": [1]}
                          m := {y | input__ := {"y": 1}; y := input__[_]}
                          q with input as input__
                          q with input.x as input__.x
                        }

                        f(x) { data_ := x[_]; data_.y }

                        q { input.x[input_] }
                        """);
    }

    @Test
    void ruleIsMeantWhereAVariableHidesTheDocumentThatItsPathStartsWith() {
        // opa check --v0-compatible accepts it, and the name q means the rule before and after.
        PolicySet set = set(RegoVersion.V0, "package a\n\np { data := {}; q; data == {} }\n\nq { true }\n");
        assertThat(set.check()).isEmpty();
        assertThat(texts(Refactoring.of(set).renameVariables(Set.of("data"))))
                .containsExactly("package a\n\np { data_ := {}; q; data_ == {} }\n\nq { true }\n");
    }

    @Test
    void importNamedAsItsOwnPackageIsRenamedAlone() {
        String text = "package k\n\nimport data.k\n\np := 1\n\nq if k.p == p\n";
        PolicySet set = RenameTest.set(text);
        Source source = set.modules().get(0).origin().source();
        int use = text.indexOf("k.p");
        assertThat(RenameTest.texts(Refactoring.of(set).rename(Span.of(source, use, use), "own")))
                .containsExactly("package k\n\nimport data.k as own\n\np := 1\n\nq if own.p == p\n");
    }

    @Test
    void bodiesOfRegoV0ThatShareAHeadAreRefactoredTogether() {
        String text =
                "package a\n\nimport data.lib.xs as list\n\nf(x) = 1 { re_match(\"a\", x) } { x == list[_]; y := 2 }\n\np { f(1) }\n";
        PolicySet set = set(RegoVersion.V0, text);
        Source source = Objects.requireNonNull(set.modules().get(0).origin().source());
        Refactoring refactoring = Refactoring.of(set);
        assertThat(texts(refactoring.rename(
                        Span.of(source, text.indexOf("x == list"), text.indexOf("x == list")), "arg")))
                .containsExactly(text.replace("f(x)", "f(arg)")
                        .replace("\"a\", x", "\"a\", arg")
                        .replace("x == list", "arg == list"));
        assertThat(texts(refactoring.inlineImport(source, "list")))
                .containsExactly(
                        text.replace("import data.lib.xs as list\n\n", "").replace("list[_]", "data.lib.xs[_]"));
        assertThat(texts(refactoring.clean())).containsExactly(text.replace("y := 2", "_ := 2"));
        assertThat(texts(refactoring.replaceDeprecated())).containsExactly(text.replace("re_match", "regex.match"));
    }
}
