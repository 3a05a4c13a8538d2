package io.rego4j.cli.migrate;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import io.rego4j.testing.OpaProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole sets: what one OPA loaded before, one OPA loads after. */
class SetMigrationTest {
    @TempDir
    Path folder;

    @Test
    void aLocalVariableThatHidesADocumentGetsAnotherName() throws IOException {
        file("p.rego", "package shop\ndeny[msg] { not input.owner; msg := \"no owner\" }\n");
        Path test = file(
                "p_test.rego",
                "package shop\ntest_deny { input := {\"x\": 1}; count(deny) == 1 with input as input }\n");
        CommandLineTester result = migrate();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(test + ": v0 -> v1, rewritten; input is input_ now");
        assertThat(test).hasContent("""
                package shop

                test_deny if {
                	input_ := {"x": 1}
                	count(deny) == 1 with input as input_
                }
                """);
        assertThat(OpaProgram.run(folder, "test", folder.toString())).contains("PASS: 1/1");
    }

    @Test
    void aNameIsRenamedOnlyInTheScopeThatDeclaresIt() throws IOException {
        Path policy = file("p.rego", """
                package a

                f(input) = y { y := input.a with input as data }

                p { xs := [input | input := data.x[_]]; input.a == xs }

                q { some data; data = 1 } else { data.y }

                r { input["input"] == "input" } # input
                """);
        assertThat(migrate().exitCode()).isZero();
        assertThat(policy).hasContent("""
                package a

                f(input_) := y if y := input_.a with input as data

                p if {
                	xs := [input_ | input_ := data.x[_]]
                	input.a == xs
                }

                q if {
                	some data_
                	data_ = 1
                }

                else if data.y

                r if input.input == "input" # input
                """);
    }

    @Test
    void whileOneFileStaysTheOthersLoadBesideIt() throws IOException {
        Path stays = file("a.rego", "package shop\n\np { any(input.x) }\n");
        Path moves = file("b.rego", "package shop\n\nq { p }\n");
        file("b_test.rego", "package shop\n\ntest_q { q with input.x as [true] }\n");
        CommandLineTester result = migrate();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out())
                .contains(moves + ": v0 -> v0 and v1, rewritten\n")
                .contains(
                        "1 of 3 policies stay as they are, so the others keep import rego.v1 and load beside them in an OPA"
                                + " with --v0-compatible\n")
                .endsWith("3 policies: 2 rewritten, 0 failed; 1 place for a person to decide\n");
        assertThat(result.err())
                .contains(stays + ":3:5: migrate_deprecated_builtin: any is deprecated, and Rego v1 does not have it");
        assertThat(stays).hasContent("package shop\n\np { any(input.x) }\n");
        assertThat(moves).hasContent("package shop\n\nimport rego.v1\n\nq if p\n");
        assertThat(OpaProgram.run(folder, "test", "--v0-compatible", folder.toString()))
                .contains("PASS: 1/1");
    }

    @Test
    void aFolderWithAManifestAndOneThatIsNamedAreSetsOfTheirOwn() throws IOException {
        Path bundled = file("x/b.rego", "package b\n\nq { input.x }\n");
        file("x/.manifest", "{\"roots\": [\"b\"]}");
        Path named = file("y/c.rego", "package c\n\nq { input.x }\n");
        Path rest = file("z/d.rego", "package d\n\nq { input.x }\n");
        file("z/a.rego", "package a\n\np { any(input.x) }\n");
        CommandLineTester.run("migrate", "--set", folder + "/y*", folder.toString());
        assertThat(bundled).hasContent("package b\n\nq if input.x\n");
        assertThat(named).hasContent("package c\n\nq if input.x\n");
        assertThat(rest).hasContent("package d\n\nimport rego.v1\n\nq if input.x\n");
    }

    @Test
    void aNewNameIsFreeInAllFilesOfThePackage() throws IOException {
        Path policy = file("a.rego", "package k\nq { in = input.xs[_]; in > 1 }\n");
        file("b.rego", "package k\nin_ = 1\n");
        assertThat(CommandLineTester.run("migrate", policy.toString()).exitCode())
                .isZero();
        assertThat(policy).hasContent("package k\n\nq if {\n\tin__ = input.xs[_]\n\tin__ > 1\n}\n");
    }

    @Test
    void formattingForTwoVersionsTakesAFreeNameToo() throws IOException {
        Path policy = file("a.rego", "package k\nq { in = input.xs[_]; in > 1 }\n");
        file("b.rego", "package k\nin_ = 1\n");
        assertThat(CommandLineTester.run("fmt", "--v0-v1", "-w", folder.toString())
                        .exitCode())
                .isZero();
        assertThat(policy).hasContent("package k\n\nimport rego.v1\n\nq if {\n\tin__ = input.xs[_]\n\tin__ > 1\n}\n");
    }

    @Test
    void oneRunListsEveryPlace() throws IOException {
        Path policy = file("a.rego", """
                package d
                import data.d.contains
                import data.x as y
                import data.z as y
                p { contains("a") }
                contains(x) { x == "a" }
                every = 1
                if { true }
                input = 3 { true }
                q { any(data.x) }
                """);
        CommandLineTester result = migrate();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()
                        .lines()
                        .filter(line -> line.startsWith(policy.toString()))
                        .toList())
                .extracting(line -> line.substring(policy.toString().length()).replaceAll(" \\(hint.*", ""))
                .containsExactlyInAnyOrder(
                        ":2:1: migrate_keyword: contains is a keyword in Rego v1",
                        ":5:5: migrate_keyword: contains is a keyword in Rego v1",
                        ":6:1: migrate_keyword: contains is a keyword in Rego v1",
                        ":7:1: migrate_keyword: every is a keyword in Rego v1",
                        ":8:1: migrate_keyword: if is a keyword in Rego v1",
                        ":9:1: migrate_shadowed_document: a rule may not hide input in Rego v1",
                        ":10:5: migrate_deprecated_builtin: any is deprecated, and Rego v1 does not have it",
                        ":4:1: rego_compile_error: import must not shadow import data.x as y");
        assertThat(result.out()).contains("1 policy: 0 rewritten, 0 failed; 8 places for a person to decide");
    }

    @Test
    void anImportWhoseNameIsAKeywordGetsAnother() throws IOException {
        Path policy = file("a.rego", """
                package e
                import data.d.contains
                import input.if
                p { contains("a"); if.x }
                q { re_match("a", "b"); net.cidr_overlap("10.0.0.0/8", "10.0.0.1") }
                """);
        file("d.rego", "package d\nf(x) { x }\n");
        assertThat(migrate().exitCode()).isZero();
        assertThat(policy).hasContent("""
                package e

                import data.d.contains as contains_
                import input.if as if_

                p if {
                	contains_("a")
                	if_.x
                }

                q if {
                	regex.match("a", "b")
                	net.cidr_contains("10.0.0.0/8", "10.0.0.1")
                }
                """);
    }

    @Test
    void anyOfAnArrayNeedsNoPersonAndOtherPlacesKeepTheirRows() throws IOException {
        Path policy = file("a.rego", """
                package e

                deny[m] {
                	satisfied := [g | r = input.repos[_]; g = startswith(input.image, r)]
                	not any(satisfied)
                	m := "no"
                }
                """);
        file("b.rego", """
                package f
                p { not any([input.x]) }
                q { import_ := 1; any(input.y) }
                r { x := 1; x := 2 }
                """);
        CommandLineTester result = migrate();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(policy).content().contains("not true in satisfied").contains("import rego.v1");
        assertThat(result.err())
                .contains("b.rego:3:19: migrate_deprecated_builtin: any is deprecated")
                .contains("b.rego:4:13: rego_compile_error: var x assigned above");
        assertThat(result.out()).contains("1 rewritten, 0 failed; 2 places for a person to decide");
    }

    @Test
    void aDeprecatedBuiltinStaysWhereItsNewNameMeansSomethingElse() throws IOException {
        file("a.rego", "package e\nregex = 1\nq { re_match(\"a\", \"b\") }\n");
        CommandLineTester result = migrate();
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains(":3:5: migrate_deprecated_builtin: re_match is deprecated, and Rego v1 does not have it");
    }

    @Test
    void rulesAreRenamedWithTheirUsesInTheWholeSetWhenAsked() throws IOException {
        Path rules = file("a.rego", """
                package d
                p { contains("a"); not every }
                contains(x) { x == "a" }
                every = 1
                """);
        Path uses = file("b.rego", """
                package d.more
                import data.d
                import data.d.every
                t { d.contains("a"); data.d["contains"]("b"); every == 1 with data.d.every as 3; contains("ab", "a") }
                """);
        CommandLineTester result = CommandLineTester.run("migrate", "--rename", folder.toString());
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("data.d.contains is data.d.contains_ now\n", "data.d.every is data.d.every_ now\n");
        assertThat(rules).hasContent("""
                package d

                p if {
                	contains_("a")
                	not every_
                }

                contains_(x) if x == "a"
                every_ := 1
                """);
        assertThat(Files.readString(uses))
                .contains("import data.d.every_\n", "d.contains_(\"a\")", "data.d.contains_(\"b\")")
                .contains("every_ == 1 with data.d.every_ as 3", "\tcontains(\"ab\", \"a\")");
        assertThat(OpaProgram.run(folder, "check", folder.toString())).isEmpty();
    }

    @Test
    void aSetThatNeverCompiledHasNoDecisionBeforeAndAfter() throws IOException {
        file("a.rego", "package a\n\np { x }\n");
        Path input = file("in.json", "{}");
        CommandLineTester result = CommandLineTester.run("migrate", "--input", input.toString(), folder.toString());
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("a.rego:3:5: rego_unsafe_var_error: var x is unsafe");
        assertThat(result.out())
                .contains("1 rewritten, 0 failed; 1 place for a person to decide")
                .contains("no decision before and after: data with " + input + ": rego_unsafe_var_error: ");
    }

    @Test
    void theProofLoadsTheSetAsAnOpaOfTheUserDoes() throws IOException {
        file("a.rego", "package a\n\np { any(input.x) }\n");
        file("b.rego", "package a\n\nq { p }\n");
        Path input = file("in.json", "{\"x\": [true]}");
        CommandLineTester result = CommandLineTester.run("migrate", "--input", input.toString(), folder.toString());
        assertThat(result.out()).contains("same decision: data with " + input + ": {\"a\":{\"p\":true,\"q\":true}}");
    }

    private CommandLineTester migrate() {
        return CommandLineTester.run("migrate", folder.toString());
    }

    private Path file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }
}
