package io.rego4j.cli.refactor;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RefactorCommandTest {
    private static final String AUTHZ = "package authz\n\nallow   if input.ok # yes\n\nlimit := {\"a\":1}\n";
    private static final String TESTS =
            "package authz_test\n\nimport data.authz\n\ntest_ok if authz.allow with input.ok as true\ntest_not if not authz.allow with input as {}\n";

    @TempDir
    Path folder;

    private Path authz;
    private Path tests;

    @BeforeEach
    void writePolicies() throws IOException {
        authz = Files.writeString(folder.resolve("authz.rego"), AUTHZ);
        Files.createDirectories(folder.resolve("test"));
        tests = Files.writeString(folder.resolve("test/authz_test.rego"), TESTS);
    }

    private CommandLineTester refactor(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "refactor";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return CommandLineTester.run(all);
    }

    @Test
    void renameListsWhatWouldChangeAndWritesNothing() throws IOException {
        CommandLineTester run = refactor("rename", "data.authz.allow", "data.authz.permit", folder.toString());
        assertThat(run.err()).isEqualTo("2 files, 3 changes; 0 places for a person to look at\n");
        assertThat(run.out()).isEqualTo(authz + ": 1 to change\n" + tests + ": 2 to change\n");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ);
    }

    @Test
    void renameWritesAllFilesAndProvesThatTheTestsEndAsBefore() throws IOException {
        CommandLineTester run =
                refactor("rename", "data.authz.allow", "data.authz.permit", "-w", "--test", folder.toString());
        assertThat(run.err()).isEqualTo("2 files, 3 changes written; 0 places for a person to look at\n");
        assertThat(run.exitCode()).isZero();
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ.replace("allow", "permit"));
        assertThat(Files.readString(tests)).isEqualTo(TESTS.replace("allow", "permit"));
        try (var left = Files.walk(folder)) {
            assertThat(left.filter(Files::isRegularFile)).containsExactlyInAnyOrder(authz, tests);
        }
    }

    @Test
    void diffIsAPatchOfTheNamesOnly() {
        CommandLineTester run = refactor(
                "rename", authz + ":5:1", "most", "-d", folder.resolve("*.rego").toString());
        assertThat(run.out())
                .isEqualTo("--- " + authz + "\n+++ " + authz + "\n@@ -2,4 +2,4 @@\n \n allow   if input.ok # yes\n \n"
                        + "-limit := {\"a\":1}\n+most := {\"a\":1}\n");
    }

    @Test
    void jsonListsTheEdits() {
        CommandLineTester run = refactor("rename", authz + ":5:1", "most", "--format", "json", folder.toString());
        assertThat(run.out()).isEqualTo("""
                        {
                          "files" : [ {
                            "file" : "%s",
                            "edits" : [ {
                              "start" : {
                                "row" : 5,
                                "column" : 1,
                                "offset" : 42
                              },
                              "end" : {
                                "row" : 5,
                                "column" : 6,
                                "offset" : 47
                              },
                              "text" : "most"
                            } ]
                          } ],
                          "places" : [ ],
                          "errors" : [ ]
                        }
                        """.formatted(authz));
    }

    @Test
    void refusalChangesNothingAndSaysWhere() throws IOException {
        CommandLineTester run = refactor("rename", "data.authz.allow", "data.authz.limit", "-w", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(authz
                        + ":5:1: refactor_refused: data.authz.limit is there already (hint: choose a name that nothing in"
                        + " the set has)\n\tlimit := {\"a\":1}\n\t^\nerror: nothing was changed\n");
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ);
    }

    @Test
    void fileThatIsNoPolicyStopsAllUnlessItIsLeftOut() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.rego"), "package bad\n\np := \n");
        CommandLineTester run = refactor("rename", "data.authz.allow", "data.authz.permit", "-w", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(bad + ":")
                .endsWith("error: nothing was changed; --keep-going leaves these files out\n");
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ);
        assertThat(refactor("rename", "data.authz.allow", "data.authz.permit", "-w", "--keep-going", folder.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ.replace("allow", "permit"));
    }

    @Test
    void fileThatIsLeftOutIsListed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.rego"), "package bad\n\np := \n");
        CommandLineTester run =
                refactor("rename", "data.authz.allow", "data.authz.permit", "--keep-going", folder.toString());
        assertThat(run.err())
                .startsWith(bad + ":4:0: rego_parse_error: ")
                .endsWith("; 1 place for a person to look at\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void errorsAreJsonWhereTheEditsWouldBe() throws IOException {
        Files.writeString(folder.resolve("bad.rego"), "package bad\n\np := \n");
        CommandLineTester run =
                refactor("rename", "data.authz.allow", "data.authz.permit", "-f", "json", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).contains("\"files\" : [ ]", "\"code\" : \"rego_parse_error\"");
        CommandLineTester left = refactor(
                "rename", "data.authz.allow", "data.authz.permit", "-f", "json", "--keep-going", folder.toString());
        assertThat(left.exitCode()).isZero();
        assertThat(left.out()).contains("\"text\" : \"permit\"", "\"code\" : \"rego_parse_error\"", "\"errors\" : [ ]");
    }

    @Test
    void fileThatIsNamedTwiceIsOneFile() {
        CommandLineTester run = refactor(
                "rename",
                "data.authz.allow",
                "data.authz.permit",
                authz.toString(),
                folder + "/./authz.rego",
                folder.toString());
        assertThat(run.err()).isEqualTo("2 files, 3 changes; 0 places for a person to look at\n");
    }

    @Test
    void testsThatEndOtherwiseRefuseTheChange() throws IOException {
        Files.writeString(
                folder.resolve("test/name_test.rego"),
                "package name_test\n\ntest_allow if \"allow\" in object.keys(data.authz) with input.ok as true\n\n"
                        + "test_permit if \"permit\" in object.keys(data.authz) with input.ok as true\n");
        CommandLineTester run =
                refactor("rename", "data.authz.allow", "data.authz.permit", "-w", "--test", folder.toString());
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo(
                        "refactor_refused: opa test ends differently: data.name_test.test_allow passed, then failed\n"
                                + "error: nothing was changed\n");
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ);
        Files.writeString(folder.resolve("test/data.yaml"), "a: b: c\n");
        assertThat(refactor("rename", "data.authz.allow", "data.authz.permit", "--test", folder.toString())
                        .err())
                .isEqualTo("refactor_refused: opa test has no results for the policies as they are: run it to see why\n"
                        + "error: nothing was changed\n");
    }

    @Test
    void importIsWrittenOutAndUnusedThingsGo() throws IOException {
        assertThat(refactor("inline", tests + ":authz", "-w", folder.toString()).err())
                .isEqualTo("1 file, 3 changes written; 0 places for a person to look at\n");
        assertThat(Files.readString(tests))
                .isEqualTo(TESTS.replace("import data.authz\n\n", "").replace("authz.allow", "data.authz.allow"));
        assertThat(refactor("clean", "--entry", "data.authz.allow", "-w", folder.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(authz)).isEqualTo("package authz\n\nallow   if input.ok # yes\n");
    }

    @Test
    void builtinsAreReplacedInRegoV0() throws IOException {
        Path old = Files.writeString(folder.resolve("old.rego"), "package old\n\np { re_match(\"a\",  input.x) }\n");
        assertThat(refactor("builtins", "--v0-compatible", "-w", old.toString()).exitCode())
                .isZero();
        assertThat(Files.readString(old, StandardCharsets.UTF_8))
                .isEqualTo("package old\n\np { regex.match(\"a\",  input.x) }\n");
    }

    @Test
    void movedRuleIsFollowed() throws IOException {
        Path lib = Files.writeString(folder.resolve("lib.rego"), "package lib\n");
        assertThat(refactor("move", "data.authz.limit", "data.lib.limit", "-w", folder.toString())
                        .exitCode())
                .isZero();
        assertThat(Files.readString(lib)).isEqualTo("package lib\n\nlimit := {\"a\":1}\n");
        assertThat(Files.readString(authz)).isEqualTo("package authz\n\nallow   if input.ok # yes\n");
    }

    @Test
    void whatIsWrongWithTheArgumentsIsSaid() {
        assertThat(refactor("renam", "a", "b").err())
                .startsWith("error: unknown refactoring \"renam\": use rename, move, inline, clean or builtins");
        assertThat(refactor("rename", "data.a.b").err())
                .startsWith("error: usage: rego4j refactor rename FROM|FILE:ROW:COL TO PATH...");
        assertThat(refactor("rename", authz + ":99:1", "x", folder.toString()).err())
                .startsWith("error: " + authz + " has no row 99");
        assertThat(refactor("rename", "authz.allow", "x", folder.toString()).err())
                .startsWith("error: \"authz.allow\" is no path of a rule or package: write it as data.package.rule");
    }

    private static final String TEMPLATE = """
            apiVersion: templates.gatekeeper.sh/v1
            kind: ConstraintTemplate
            spec: # the target
              targets:
                - target: admission.k8s.gatekeeper.sh
                  code:
                    - engine: Rego
                      source:
                        version: "v1"
                        rego: |
                          package owners

                          import data.lib.text

                          violation contains {"msg": msg} if {
                            msg   :=   text.missing(input.review) # why
                          }
                        libs:
                          - |
                            package lib.text

                            missing(x) := "no owner" if not x.owner
            """;

    @Test
    void regoInsideYamlIsRenamedInPlaceWithItsLibraries() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        CommandLineTester run =
                refactor("rename", "data.lib.text.missing", "data.lib.text.absent", "-w", folder.toString());
        assertThat(run.err()).isEqualTo("1 file, 2 changes written; 0 places for a person to look at\n");
        assertThat(Files.readString(template)).isEqualTo(TEMPLATE.replace("missing", "absent"));
        assertThat(Files.readString(authz)).isEqualTo(AUTHZ);
    }

    @Test
    void aPlaceInsideYamlNamesTheVariableThere() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        CommandLineTester run = refactor("rename", template + ":16:17", "why", "-w", template.toString());
        assertThat(run.err()).isEqualTo("1 file, 2 changes written; 0 places for a person to look at\n");
        assertThat(Files.readString(template))
                .isEqualTo(TEMPLATE.replace("{\"msg\": msg}", "{\"msg\": why}").replace("msg   :=", "why   :="));
    }

    @Test
    void aPlaceOfYamlOutsideItsPoliciesIsRefused() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        CommandLineTester run = refactor("rename", template + ":2:1", "why", "-w", template.toString());
        assertThat(run.err()).contains(template + ":2:1 is in no policy of this file");
        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(Files.readString(template)).isEqualTo(TEMPLATE);
    }

    @Test
    void importInsideYamlIsWrittenOut() throws IOException {
        Path template = Files.writeString(folder.resolve("template.yaml"), TEMPLATE);
        CommandLineTester run = refactor("inline", template + ":text", "-w", template.toString());
        assertThat(run.err()).isEqualTo("1 file, 2 changes written; 0 places for a person to look at\n");
        assertThat(Files.readString(template)).contains("data.lib.text.missing").doesNotContain("import data.lib.text");
        assertThat(refactor("inline", template + ":other", template.toString()).err())
                .contains(template + " has no import named other");
    }

    @Test
    void dataFilesBesideThePoliciesAreSearchedForTheName() throws IOException {
        Path data = Files.createDirectories(folder.resolve("d")).resolve("data.yaml");
        Files.writeString(data, "rules:\n  - data.authz.allow\n");
        CommandLineTester run = refactor("rename", "data.authz.allow", "data.authz.permit", folder.toString());
        assertThat(run.err()).contains(data + ":2:5: refactor_place: a data file names data.authz.allow");
    }

    @Test
    void largeSetIsCompiledWhereTheChangeReachesUnlessAllIsAskedFor() throws IOException {
        Path large = folder.resolve("large.rego");
        Files.writeString(
                large, "package large\n\n" + "# a comment of forty characters, all told\n".repeat(25_000) + "p := q\n");
        CommandLineTester run = refactor("rename", "data.authz.allow", "data.authz.permit", folder.toString());
        assertThat(run.err())
                .isEqualTo("note: what the change can make wrong is compiled again; --check-all compiles all files\n"
                        + "2 files, 3 changes; 0 places for a person to look at\n");
        CommandLineTester all =
                refactor("rename", "data.authz.allow", "data.authz.permit", "--check-all", folder.toString());
        assertThat(all.err()).contains("var q is unsafe").contains("error: nothing was changed");
        assertThat(all.exitCode()).isEqualTo(2);
    }
}
