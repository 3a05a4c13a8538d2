package io.rego4j.edit;

import static io.rego4j.edit.RenameTest.set;
import static io.rego4j.edit.RenameTest.texts;
import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class MoveAndCleanTest {
    @Test
    void ruleMovesWithItsCommentsAndAllReferencesFollow() {
        Change change = Refactoring.of(set(
                        """
                        package a

                        import data.lib
                        import input.user as who

                        # tells admins
                        is_admin(x) if { # why
                        \tlib.roles[x]
                        \tx == who.name
                        \tlimit > 1
                        }

                        limit := 2

                        allow if is_admin("x")
                        """,
                        "package b\n\np := 1 # one\n",
                        "package c\n\nimport data.a\nimport data.a.is_admin\n\nq if a.is_admin(\"y\")\nr if is_admin(\"z\")\n",
                        "package lib\n\nroles contains \"x\"\n"))
                .move("data.a.is_admin", "data.b.admin");
        assertThat(texts(change))
                .containsExactly(
                        """
                        package a

                        limit := 2

                        allow if data.b.admin("x")
                        """,
                        """
                        package b

                        p := 1 # one

                        # tells admins
                        admin(x) if { # why
                        \tdata.lib.roles[x]
                        \tx == input.user.name
                        \tdata.a.limit > 1
                        }
                        """,
                        "package c\n\nimport data.b.admin\n\nq if data.b.admin(\"y\")\nr if admin(\"z\")\n",
                        "package lib\n\nroles contains \"x\"\n");
    }

    @Test
    void moveKeepsTheImportsThatAreStillUsedOrNeverWere() {
        assertThat(texts(Refactoring.of(set(
                                "package a\n\nimport data.lib\nimport data.x # not used\nimport input.u\n\np if lib.q[u]\n\nr if u\n",
                                "package b\n",
                                "package lib\n\nq contains 1\n"))
                        .move("data.a.p", "data.b.p")))
                .containsExactly(
                        "package a\n\nimport data.x # not used\nimport input.u\n\nr if u\n",
                        "package b\n\np if data.lib.q[input.u]\n",
                        "package lib\n\nq contains 1\n");
    }

    @Test
    void rulesThatStandOnRowsBehindEachOtherMoveSo() {
        assertThat(texts(Refactoring.of(
                                set("package a\n\nq := 1\n\np.x := 1\np.y := 2 # two\n\np.z := 3\n", "package b\n"))
                        .move("data.a.p", "data.b.p")))
                .containsExactly("package a\n\nq := 1\n", "package b\n\np.x := 1\np.y := 2 # two\n\np.z := 3\n");
    }

    @Test
    void ruleThatMovesToAFileWithOtherKeywordsIsLaidOutForIt() {
        String v0 = "package a\n\n# may\np { input.x } # yes\n\nq[x] { x := 1 }\n";
        String v1 = "package b\n\nimport rego.v1\n\nr if input.y\n\ns if some x in input.z\n";
        assertThat(texts(Refactoring.of(set(RegoVersion.V0, v0, v1)).move("data.a.p", "data.b.p")))
                .containsExactly("package a\n\nq[x] { x := 1 }\n", v1 + "\n# may\np if input.x # yes\n");
        assertThat(texts(Refactoring.of(set(RegoVersion.V0, v0, v1)).move("data.b.r", "data.a.r")))
                .containsExactly(v0 + "\nr {\n\tinput.y\n}\n", v1.replace("r if input.y\n\n", ""));
        assertThat(Refactoring.of(set(RegoVersion.V0, v0, v1))
                        .move("data.b.s", "data.a.s")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p2.rego:1: refactor_refused: the rule needs import future.keywords.in, which p1.rego does not"
                                + " have (hint: add it to that file first)");
        assertThat(Refactoring.of(set(RegoVersion.V0, v0, v1.replace("some x in input.z", "every x in input.z { x }")))
                        .move("data.b.s", "data.a.s")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p2.rego:1: refactor_refused: the rule needs import future.keywords.every, which p1.rego does"
                                + " not have (hint: add it to that file first)");
    }

    @Test
    void moveOfAPackageSaysThatItIsARename() {
        assertThat(Refactoring.of(set("package a\n\np := 1\n", "package b\n"))
                        .move("data.a", "data.b.a")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "refactor_refused: no rule is named data.a (hint: rename gives a package another path)");
    }

    @Test
    void importTakesItsCommentsAlong() {
        assertThat(texts(Refactoring.of(set(
                                "package a\n\n# all of them\n\n# for x\nimport data.x # x\nimport data.y\n\np := y\n"))
                        .clean()))
                .containsExactly("package a\n\n# all of them\n\nimport data.y\n\np := y\n");
    }

    @Test
    void ruleThatWouldMeanSomethingElseInTheOtherPackageIsRefused() {
        assertThat(Refactoring.of(set("package a\n\np if {\n\tx = input.x\n\tx > 1\n}\n", "package b\n\nx := 1\n"))
                        .move("data.a.p", "data.b.p")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "p1.rego:4: refactor_refused: the change would give this another meaning: data.b.x, not a"
                                + " local variable (hint: choose a name that nothing here has)");
        assertThat(Refactoring.of(set("package a\n\np := 1\n"))
                        .move("data.a.p", "data.b.p")
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly(
                        "refactor_refused: no file of the set has the package of data.b.p (hint: add a file with that"
                                + " package first)");
    }

    @Test
    void importIsWrittenOut() {
        PolicySet set = set(
                "package a\n\nimport data.lib.roles as r # r\nimport input.user\n\np if r.x[user.name]\nq := user\n");
        Source source = Objects.requireNonNull(set.modules().get(0).origin().source());
        assertThat(texts(Refactoring.of(set).inlineImport(source, "r")))
                .containsExactly("package a\n\nimport input.user\n\np if data.lib.roles.x[user.name]\nq := user\n");
        assertThat(texts(Refactoring.of(set).inlineImport(source, "user")))
                .containsExactly(
                        "package a\n\nimport data.lib.roles as r # r\n\np if r.x[input.user.name]\nq := input.user\n");
        assertThat(Refactoring.of(set).inlineImport(source, "z").errors())
                .extracting(Diagnostic::toLine)
                .containsExactly("refactor_refused: p1.rego has no import named z");
    }

    @Test
    void whatNothingUsesGoes() {
        assertThat(texts(Refactoring.of(
                                set(
                                        "package a\n\nimport data.x\nimport data.y\n\nf(a, b) := b\n\np if {\n\tz := y.w\n\tf(1, 2)\n}\n"))
                        .clean()))
                .containsExactly("package a\n\nimport data.y\n\nf(_, b) := b\n\np if {\n\t_ := y.w\n\tf(1, 2)\n}\n");
    }

    @Test
    void keyThatNothingUsesBecomesAWildcard() {
        assertThat(texts(Refactoring.of(
                                set(
                                        "package a\n\np if {\n\tsome k, v in input.xs\n\tv > 1\n\tevery i, x in v { x > 1 }\n}\n\nq contains v if some k, v in input.xs\n"))
                        .clean()))
                .containsExactly(
                        "package a\n\np if {\n\tsome _, v in input.xs\n\tv > 1\n\tevery _, x in v { x > 1 }\n}\n\nq contains v if some _, v in input.xs\n");
    }

    @Test
    void noRuleGoesWhereTheSetDoesNotCompile() {
        PolicySet set = set("package a\n\np := 1\n\nq := nothing(1)\n");
        assertThat(Refactoring.of(set).clean(List.of("data.a.p")).errors())
                .extracting(Diagnostic::toLine)
                .containsExactly("p1.rego:5: rego_type_error: undefined function nothing");
        assertThat(texts(Refactoring.of(set).keepGoing().clean(List.of("data.a.p"))))
                .containsExactly("package a\n\np := 1\n");
    }

    @Test
    void rulesThatNoEntryPointNeedsGo() {
        Change change = Refactoring.of(set(
                        """
                        package a

                        import data.b

                        allow if helper

                        helper if input.x

                        # not asked for
                        old if b.q

                        # METADATA
                        # entrypoint: true
                        main := data.b[input.y]
                        """,
                        "package b\n\nq := 1\n\nr := 2\n",
                        "package c\n\ns := 1\n",
                        "package a_test\n\ntest_it if data.c.s == 1\n",
                        "package d\n\ngone := 1\n"))
                .clean(List.of("data.a.allow"));
        assertThat(texts(change))
                .containsExactly(
                        """
                        package a

                        allow if helper

                        helper if input.x

                        # METADATA
                        # entrypoint: true
                        main := data.b[input.y]
                        """,
                        "package b\n\nq := 1\n\nr := 2\n",
                        "package c\n\ns := 1\n",
                        "package a_test\n\ntest_it if data.c.s == 1\n",
                        "package d\n");
        assertThat(Refactoring.of(set("package a\n"))
                        .clean(List.of("data.b.allow"))
                        .errors())
                .extracting(Diagnostic::toLine)
                .containsExactly("refactor_refused: no rule or package is named data.b.allow");
    }

    @Test
    void ruleThatStaysInItsPackageIsRenamedWhereItStands() {
        assertThat(texts(Refactoring.of(set("package a\n\np := 1\n\nq := p\n")).move("data.a.p", "data.a.r")))
                .containsExactly("package a\n\nr := 1\n\nq := r\n");
    }

    @Test
    void ruleThatGetsAnotherPathInItsPackageStaysWhereItStands() {
        assertThat(texts(Refactoring.of(set("package a\n\nq := p.x\n\n# ours\np.x := 1\n"))
                        .move("data.a.p.x", "data.a.r")))
                .containsExactly("package a\n\nq := r\n\n# ours\nr := 1\n");
    }

    @Test
    void ruleOfRegoV0MovesWithAllItsBodies() {
        assertThat(texts(Refactoring.of(set(RegoVersion.V0, """
                                package a

                                limit = 3

                                # by size
                                f(x) { x > limit } # large
                                # or
                                {
                                \tx < 0 # small
                                } { x == limit }

                                p { f(1) } { f(2) }
                                """, "package b\n")).move("data.a.f", "data.b.g")))
                .containsExactly("package a\n\nlimit = 3\n\np { data.b.g(1) } { data.b.g(2) }\n", """
                        package b

                        # by size
                        g(x) { x > data.a.limit } # large
                        # or
                        {
                        \tx < 0 # small
                        } { x == data.a.limit }
                        """);
    }
}
