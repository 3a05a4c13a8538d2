package io.rego4j.edit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rego4j.check.CheckOptions;
import io.rego4j.source.Diagnostic;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RenameTest {
    private static final String AUTHZ = """
            # METADATA
            # scope: package
            package authz

            import data.lib.roles
            import input.user as who

            # METADATA
            # scope: rule
            # schemas:
            #   - data.lib.roles: schema.roles
            default allow := false

            allow  if {
            \troles[who]   # kept
            \tnot deny
            }

            deny if count({x | x := data["lib"].roles[_]}) == 0
            """;

    private static final String LIB = "package lib\n\nroles contains \"admin\"\nroles contains data.names[_]\n";

    private static final String TESTS = """
            package authz_test

            import data.authz
            import data.lib

            test_allow if authz.allow with data.lib.roles as {"u"} with input.user as "u"
            test_deny if {
            \tauthz.deny with lib.roles as set()
            \tnot authz["allow"]
            }
            """;

    static PolicySet set(String... texts) {
        return set(RegoVersion.V1, texts);
    }

    static PolicySet set(RegoVersion version, String... texts) {
        List<Source> sources = new ArrayList<>();
        for (String text : texts) {
            sources.add(Source.of("p" + (sources.size() + 1) + ".rego", text));
        }
        return PolicySet.read(sources, CheckOptions.of(version));
    }

    static List<String> texts(Change change) {
        assertThat(change.errors()).isEmpty();
        return change.after().modules().stream()
                .map(module -> module.origin().source().text())
                .toList();
    }

    private static List<String> renamed(String from, String to, String... texts) {
        return texts(Refactoring.of(set(texts)).rename(from, to));
    }

    private static List<String> lines(List<Diagnostic> diagnostics) {
        return diagnostics.stream().map(Diagnostic::toLine).toList();
    }

    @Test
    void ruleIsRenamedWhereverItIsMeant() {
        assertThat(renamed("data.authz.allow", "data.authz.permit", AUTHZ, LIB, TESTS))
                .containsExactly(
                        AUTHZ.replace("default allow", "default permit").replace("\nallow", "\npermit"),
                        LIB,
                        TESTS.replace("authz.allow", "authz.permit").replace("\"allow\"", "\"permit\""));
    }

    @Test
    void importWithoutAliasAndItsUsesFollowTheRule() {
        assertThat(renamed("data.lib.roles", "data.lib.groups", AUTHZ, LIB, TESTS))
                .containsExactly(
                        AUTHZ.replace("roles", "groups").replace("schema.groups", "schema.roles"),
                        LIB.replace("roles", "groups"),
                        TESTS.replace("roles", "groups"));
    }

    @Test
    void packageIsRenamedWithAllBelowIt() {
        assertThat(renamed("data.lib", "data.common.util", AUTHZ, LIB, TESTS))
                .containsExactly(
                        AUTHZ.replace("data.lib", "data.common.util").replace("data[\"lib\"]", "data.common.util"),
                        LIB.replace("package lib", "package common.util"),
                        TESTS.replace("data.lib", "data.common.util").replace("lib.roles as set", "util.roles as set"));
    }

    @Test
    void documentThatComesFromDataKeepsItsNameAndIsListed() {
        Change change = Refactoring.of(set(
                        "package a\n\np := data.a.users\n", "package b\n\nimport data.a\n\nq := a.users\nr := a.p\n"))
                .rename("data.a", "data.c");
        assertThat(texts(change))
                .containsExactly(
                        "package c\n\np := data.a.users\n",
                        "package b\n\nimport data.c\n\nq := data.a.users\nr := c.p\n");
        assertThat(lines(change.places()))
                .containsExactly(
                        "p1.rego:3: refactor_place: data.a.users is no rule of these policies, so it keeps its name",
                        "p2.rego:5: refactor_place: data.a.users is no rule of these policies, so it keeps its name");
    }

    @Test
    void newNameThatALocalVariableHidesIsRefusedWithItsPlace() {
        Change change = Refactoring.of(set("package a\n\np := 1\n\nq := x if {\n\tr := 2\n\tx := r + p\n}\n"))
                .rename("data.a.p", "data.a.r");
        assertThat(lines(change.errors()))
                .containsExactly(
                        "p1.rego:7: refactor_refused: the change would give this another meaning: a local variable, not"
                                + " data.a.r (hint: choose a name that nothing here has)");
        assertThat(change.texts()).isEmpty();
    }

    @Test
    void newNameThatWouldTakeALocalVariableIsRefusedWithItsPlace() {
        Change change = Refactoring.of(set("package a\n\np := 1\n", "package a\n\nq if {\n\tr = 2\n\tr > 1\n}\n"))
                .rename("data.a.p", "data.a.r");
        assertThat(lines(change.errors()))
                .containsExactly(
                        "p2.rego:4: refactor_refused: the change would give this another meaning: data.a.r, not a local"
                                + " variable (hint: choose a name that nothing here has)");
    }

    @Test
    void nameThatIsTakenIsRefused() {
        assertThat(lines(Refactoring.of(set("package a\n\np := 1\n\nq := 2\n"))
                        .rename("data.a.p", "data.a.q")
                        .errors()))
                .containsExactly(
                        "p1.rego:5: refactor_refused: data.a.q is there already (hint: choose a name that nothing in the set"
                                + " has)");
    }

    @Test
    void unknownNameIsRefusedWithThoseThatAreThere() {
        assertThat(lines(Refactoring.of(set("package a\n\nallow_it := 1\n"))
                        .rename("data.a.allow", "data.a.q")
                        .errors()))
                .containsExactly("refactor_refused: no rule or package is named data.a.allow (hint: the set has:"
                        + " data.a.allow_it)");
    }

    @Test
    void pathInARuleThatMakesItAlreadyIsRefusedWithThePlaceOfTheRule() {
        assertThat(lines(Refactoring.of(set("package a\n\np.x := 1\n\nq[k] := v if some k, v in input.m\n\nq.x := 2\n"))
                        .rename("data.a.q.x", "data.a.q.y")
                        .errors()))
                .containsExactly(
                        "p1.rego:5: refactor_refused: data.a.q.y is there already (hint: choose a name that nothing"
                                + " in the set has)");
    }

    @Test
    void importOfAPackageThatCanBeNoNameKeepsItsNameAsAnAlias() {
        assertThat(renamed(
                        "data.lib.users",
                        "data.lib[\"my users\"]",
                        "package lib.users\n\np := 1\n",
                        "package b\n\nimport data.lib.users\n\nq := users.p\nr := data.lib.users.p\n"))
                .containsExactly(
                        "package lib[\"my users\"]\n\np := 1\n",
                        "package b\n\nimport data.lib[\"my users\"] as users\n\nq := users.p\nr := data.lib[\"my users\"].p\n");
    }

    @Test
    void whatHidesTheNewNameInItsPackageIsAPlace() {
        assertThat(lines(Refactoring.of(set(
                                "package a\n\np := 1\n",
                                "package a\n\nimport data.x as q\n\nr := q\n",
                                "package a\n\ns if {\n\tsome q in input.m\n\tq > 1\n}\n",
                                "package b\n\ns if {\n\tsome q in input.m\n\tq > data.a.p\n}\n"))
                        .rename("data.a.p", "data.a.q")
                        .orThrow()
                        .places()))
                .containsExactly(
                        "p2.rego:3: refactor_place: this import hides data.a.q in its file",
                        "p3.rego:4: refactor_place: this variable hides data.a.q where it is known");
    }

    @Test
    void nothingHidesAPackageThatIsRenamed() {
        assertThat(Refactoring.of(
                                set("package a\n\np := 1\n", "package b\n\nr if {\n\tsome q in input.m\n\tq > 1\n}\n"))
                        .rename("data.a", "data.b.q")
                        .orThrow()
                        .places())
                .isEmpty();
    }

    @Test
    void newNameThatNoTextCanHaveIsRefusedWithItsPlace() {
        assertThat(lines(Refactoring.of(set(
                                RegoVersion.V0,
                                "package a\n\nq { input.x }\n",
                                "package a\n\nimport future.keywords.if\n\np if q\n"))
                        .rename("data.a.q", "data.a.if")
                        .errors()))
                .containsExactly(
                        "p2.rego:5: refactor_refused: the changed policies could not be read: unexpected if keyword");
    }

    @Test
    void keywordIsRefusedAsANewName() {
        assertThat(lines(Refactoring.of(set("package a\n\np := 1\n"))
                        .rename("data.a.p", "data.a.if")
                        .errors()))
                .containsExactly("p1.rego:3: refactor_refused: data.a.p cannot become data.a[\"if\"] in package data.a"
                        + " (hint: choose a name of letters, digits and underscores that is no keyword)");
    }

    @Test
    void textThatIsNoPathIsRefused() {
        assertThatThrownBy(() -> Refactoring.of(set(AUTHZ)).rename("authz.allow", "data.x.y"))
                .hasMessage("\"authz.allow\" is no path of a rule or package: write it as data.package.rule");
    }

    @Test
    void referencesThroughVariablesStringsAndCommentsAreListed() {
        Change change = Refactoring.of(
                        set(
                                "package a\n\np := 1\n",
                                "package b\n\n# see a.p\nq := data.a[input.name]\n\nr := \"data/a/p\"\n\ns := walk(data)\n\nt := data.a\n"))
                .rename("data.a.p", "data.a.q");
        assertThat(lines(change.places()))
                .containsExactly(
                        "p2.rego:4: refactor_place: may read data.a.p through a variable",
                        "p2.rego:8: refactor_place: reads all of data, in which data.a.p gets another name",
                        "p2.rego:10: refactor_place: reads all of data.a, in which data.a.p gets another name",
                        "p2.rego:6: refactor_place: a string names data.a.p",
                        "p2.rego:3: refactor_place: a comment names data.a.p");
    }

    @Test
    void rulesOfRegoV0WithSeveralBodiesAreRenamedOnce() {
        String text =
                "package a\n\np[x] { x = 1 } { x = 2 }\n\nf(x) = y { y = x } else = 2 { x }\n\nq { p[_]; f(1) }\n";
        Change change = Refactoring.of(set(RegoVersion.V0, text)).rename("data.a.p", "data.a.part");
        assertThat(texts(change)).containsExactly(text.replace("p[", "part["));
        assertThat(texts(Refactoring.of(change.after()).rename("data.a.part", "data.a.p")))
                .containsExactly(text);
    }

    @Test
    void setThatDoesNotCompileIsRefusedUnlessItIsToGoOn() {
        PolicySet set = set("package a\n\np := 1\n\nq := data.a.f(1)\n");
        assertThat(lines(Refactoring.of(set).rename("data.a.p", "data.a.r").errors()))
                .containsExactly("p1.rego:5: rego_type_error: undefined function data.a.f");
        Change change = Refactoring.of(set).keepGoing().rename("data.a.p", "data.a.r");
        assertThat(texts(change)).containsExactly("package a\n\nr := 1\n\nq := data.a.f(1)\n");
        assertThat(lines(change.places())).containsExactly("p1.rego:5: rego_type_error: undefined function data.a.f");
    }

    @Test
    void ruleOfRegoV0WithTheNameOfAKeywordMovesWithItsPackage() {
        assertThat(texts(Refactoring.of(set(RegoVersion.V0, "package a\n\ncontains(x) { x }\n\np { contains(1) }\n"))
                        .rename("data.a", "data.b")))
                .containsExactly("package b\n\ncontains(x) { x }\n\np { contains(1) }\n");
    }

    @Test
    void importOfAllDataIsFollowed() {
        assertThat(renamed(
                        "data.a.p",
                        "data.a.q",
                        "package a\n\np := 1\n",
                        "package b\n\nimport data as d\n\nr := d.a.p\n"))
                .containsExactly("package a\n\nq := 1\n", "package b\n\nimport data as d\n\nr := d.a.q\n");
    }

    @Test
    void keyThatEndsAHeadIsRenamedWithIt() {
        assertThat(renamed(
                        "data.a.ids.vscode",
                        "data.a.ids.code",
                        "package a\n\nids[\"vscode\"] := 1\n\nids.other := 2\n\np := ids.vscode\n"))
                .containsExactly("package a\n\nids[\"code\"] := 1\n\nids.other := 2\n\np := ids.code\n");
    }

    @Test
    void ruleOfRegoV0MayGetANameThatIsAKeywordOnlyLater() {
        PolicySet set = set(RegoVersion.V0, "package a\n\nhas(x) { x }\n\np { has(1) }\n");
        assertThat(texts(Refactoring.of(set).rename("data.a.has", "data.a.contains")))
                .containsExactly("package a\n\ncontains(x) { x }\n\np { contains(1) }\n");
        PolicySet future = set(RegoVersion.V0, "package a\n\nimport future.keywords\n\nhas(x) { x }\n\np { has(1) }\n");
        assertThat(Refactoring.of(future)
                        .rename("data.a.has", "data.a.contains")
                        .isDone())
                .isFalse();
    }

    @Test
    void whatLiesBesideARuleWithALongHeadMovesWithIt() {
        Change change = Refactoring.of(
                        set("package a\n\nq.a := 1\n\np if q.b == 2 with q as {\"b\": 2}\n\nr := data.a.c\n"))
                .rename("data.a", "data.z");
        assertThat(texts(change))
                .containsExactly("package z\n\nq.a := 1\n\np if q.b == 2 with q as {\"b\": 2}\n\nr := data.a.c\n");
        assertThat(lines(change.places()))
                .containsExactly(
                        "p1.rego:5: refactor_place: data.a.q.b is made by no rule here: if it comes from data, move it too",
                        "p1.rego:7: refactor_place: data.a.c is no rule of these policies, so it keeps its name");
    }

    @Test
    void dataThatIsReadAlreadyIsNotHiddenByANewName() {
        PolicySet set = set("package lib\n\nq.a := 1\n", "package b\n\np := data.x.q.a\n\nr := data.y\n");
        assertThat(lines(Refactoring.of(set).rename("data.lib", "data.x").errors()))
                .containsExactly(
                        "p2.rego:3: refactor_refused: data.x.q.a is read here already, and it would become what"
                                + " data.lib.q.a is (hint: choose a name that nothing in the set has)");
        assertThat(lines(Refactoring.of(set).rename("data.lib", "data.y.lib").places()))
                .containsExactly("p2.rego:5: refactor_place: reads all of data.y, in which data.y.lib is new");
        assertThat(Refactoring.of(set).rename("data.lib", "data.x.y").errors()).isEmpty();
    }

    @Test
    void nameThatIsWrittenWithEscapesIsFound() {
        assertThat(renamed("data.a.p", "data.a.r", "package a\n\np := 1\n", "package b\n\nq := data.a[\"\\u0070\"]\n"))
                .containsExactly("package a\n\nr := 1\n", "package b\n\nq := data.a[\"r\"]\n");
    }

    @Test
    void dataFilesAndMetadataThatMayTellANameArePlaces() {
        PolicySet set = set("package a\n\np := rego.metadata.chain()\n\nq := rego.metadata.rule()\n")
                .withData(List.of(Source.of("names.json", "{\"x\": [1, \"a/p\"],\n \"y\": \"data.a.p\"}\n")));
        Change change = Refactoring.of(set).rename("data.a.p", "data.a.r");
        assertThat(texts(change))
                .containsExactly("package a\n\nr := rego.metadata.chain()\n\nq := rego.metadata.rule()\n");
        assertThat(lines(change.places()))
                .containsExactly(
                        "p1.rego:3: refactor_place: rego.metadata.chain() may tell the name that changes",
                        "names.json:1: refactor_place: a data file names data.a.p",
                        "names.json:2: refactor_place: a data file names data.a.p");
    }
}
