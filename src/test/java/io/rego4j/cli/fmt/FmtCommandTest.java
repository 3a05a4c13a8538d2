package io.rego4j.cli.fmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FmtCommandTest {
    private static final String GOOD = "package a\n\nx := 1\n";
    private static final String UGLY = "package b\nx:=1\n";
    private static final String NEAT = "package b\n\nx := 1\n";
    private static final String BAD = "package c\n\nx := [1,\n";

    @TempDir
    Path folder;

    @Test
    void printsWhatItIsGiven() throws IOException {
        assertThat(CommandLineTester.run("fmt", file("b.rego", UGLY))).isEqualTo(new CommandLineTester(0, NEAT, ""));
        assertThat(CommandLineTester.runWith(UGLY, "fmt")).isEqualTo(new CommandLineTester(0, NEAT, ""));
    }

    @Test
    void listsWhatWouldChangeAndTouchesNothing() throws IOException {
        file("a.rego", GOOD);
        String ugly = file("b.rego", UGLY);
        assertThat(fmt("-l")).isEqualTo(new CommandLineTester(0, ugly + "\n", ""));
        assertThat(fmt("-l", "--fail")).isEqualTo(new CommandLineTester(2, ugly + "\n", ""));
        assertThat(fmt("--check")).isEqualTo(new CommandLineTester(2, ugly + "\n", ""));
        assertThat(Path.of(ugly)).hasContent(UGLY);
    }

    @Test
    void rewritesWhatChangesAndOnlyThat() throws IOException {
        Path good = Path.of(file("a.rego", GOOD));
        Path ugly = Path.of(file("b.rego", UGLY));
        Object before = Files.getAttribute(good, "unix:ino");
        assertThat(fmt("-w")).isEqualTo(new CommandLineTester(0, "", ""));
        assertThat(ugly).hasContent(NEAT);
        assertThat(Files.getAttribute(good, "unix:ino")).isEqualTo(before);
        assertThat(fmt("--check").exitCode()).isZero();
    }

    @Test
    void failSaysWhatDiffersAndWritesNothing() throws IOException {
        String ugly = file("b.rego", UGLY);
        assertThat(fmt("-w", "--fail"))
                .isEqualTo(new CommandLineTester(2, "", "error: " + ugly + ": unexpected diff\n"));
        assertThat(Path.of(ugly)).hasContent(UGLY);
        assertThat(CommandLineTester.runWith(UGLY, "fmt", "--fail").exitCode()).isEqualTo(2);
    }

    @Test
    void goesOnAfterABadFileAndShowsWhereItIsBad() throws IOException {
        String bad = file("a.rego", BAD);
        Path ugly = Path.of(file("b.rego", UGLY));
        CommandLineTester result = fmt("-w");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .startsWith(bad + ":")
                .contains("rego_parse_error")
                .endsWith("^\n");
        assertThat(ugly).hasContent(NEAT);
        assertThat(Path.of(bad)).hasContent(BAD);
    }

    @Test
    void anErrorWithoutAPlaceNamesItsFile() throws IOException {
        String empty = file("e.rego", "");
        assertThat(fmt("-w")).isEqualTo(new CommandLineTester(2, "", empty + ": rego_parse_error: empty module\n"));
    }

    @Test
    void whatCannotBeWrittenIsAnErrorWhereThePolicyHasIt() throws IOException {
        String keyword = file("k.rego", "package p\n\nimport data.every\n\nx { every }\n");
        CommandLineTester result = fmt("--v0-v1");
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .isEqualTo(
                        keyword + ":5:1: rego_format_error: Rego v0 reads no text that could be written: unexpected eof"
                                + " token\n\tx { every }\n\t^\n");
    }

    @Test
    void anEmptyPathTouchesNothing() {
        assertThat(CommandLineTester.run("fmt", "-l", ""))
                .isEqualTo(new CommandLineTester(1, "", "error: an empty path is no file or directory\n"));
    }

    @Test
    void aMissingPathAndBadStandardInputExitWithOne() throws IOException {
        file("b.rego", UGLY);
        CommandLineTester missing = CommandLineTester.run("fmt", "-l", "nowhere.rego", folder.toString());
        assertThat(missing.exitCode()).isEqualTo(1);
        assertThat(missing.err()).isEqualTo("error: nowhere.rego: no such file or directory\n");
        assertThat(missing.out()).contains("b.rego");
        CommandLineTester input = CommandLineTester.runWith(BAD, "fmt");
        assertThat(input.exitCode()).isEqualTo(1);
        assertThat(input.err()).startsWith("stdin:");
    }

    @Test
    void aDiffIsAPatch() throws IOException {
        String ugly = file("b.rego", UGLY);
        assertThat(fmt("-d").out())
                .isEqualTo("--- " + ugly + "\n+++ " + ugly + "\n@@ -1,2 +1,3 @@\n package b\n-x:=1\n+\n+x := 1\n");
    }

    @Test
    void aLineOfJsonForEachFileGoodOrBad() throws IOException {
        String good = file("a.rego", GOOD);
        String bad = file("c.rego", BAD);
        String[] lines = fmt("--format", "jsonl").out().split("\n");
        assertThat(lines).hasSize(2);
        assertThat(lines[0])
                .isEqualTo("{\"file\":\"" + good + "\",\"text\":\"package a\\n\\nx := 1\\n\",\"changed\":false,"
                        + "\"outcome\":\"as_opa\",\"deviations\":[]}");
        assertThat(lines[1])
                .startsWith("{\"file\":\"" + bad + "\",\"errors\":[{")
                .contains("\"location\":");
    }

    @Test
    void readsAndWritesTheVersionsThatTheFlagsName() {
        String old = "package p\n\nallow { input.x }\n";
        String both = "package p\n\nimport rego.v1\n\nallow if input.x\n";
        assertThat(CommandLineTester.runWith(old, "fmt").exitCode()).isEqualTo(1);
        assertThat(CommandLineTester.runWith(old, "fmt", "--v0-compatible").out())
                .isEqualTo("package p\n\nallow {\n\tinput.x\n}\n");
        assertThat(CommandLineTester.runWith(old, "fmt", "--v0-v1").out()).isEqualTo(both);
        assertThat(CommandLineTester.runWith(old, "fmt", "--rego-v1").out()).isEqualTo(both);
        assertThat(CommandLineTester.runWith(old, "fmt", "--rego-version", "v0", "--compatible-with=v1")
                        .out())
                .isEqualTo(both);
        assertThat(CommandLineTester.runWith("package p\n\nallow if input.x\n", "fmt", "--v0-v1", "--v1-compatible")
                        .out())
                .isEqualTo(both);
        assertThat(CommandLineTester.runWith(old, "fmt", "--rego-version", "v7").err())
                .startsWith("error: unknown Rego version \"v7\"");
    }

    @ParameterizedTest
    @CsvSource({
        "term, '{1,1,2}', '{1, 2}'",
        "expr, 'x==f( y )', 'x == f(y)'",
        "body, 'x:=1;y==2', 'x := 1\ny == 2'",
        "rule, 'p if  x==1', 'p if x == 1'",
        "comment, '  # x  ', '# x'",
    })
    void formatsAPartOfAPolicy(String kind, String text, String formatted) {
        assertThat(CommandLineTester.runWith(text, "fmt", "--fragment", kind))
                .isEqualTo(new CommandLineTester(0, formatted + "\n", ""));
    }

    @Test
    void withoutLocationsAPolicyIsLaidOutAsIfItHadBeenBuilt() {
        String text = "package p\n\n# METADATA\n# title: t\nx := {\n\t\"b\": 1, # why\n\t\"a\": 2,\n}\n";
        assertThat(CommandLineTester.runWith(text, "fmt", "--no-locations"))
                .isEqualTo(new CommandLineTester(0, "package p\n\nx := {\"a\": 2, \"b\": 1}\n", ""));
    }

    @Test
    void withoutLocationsOpasOwnLayoutIsShownAndNeverWritten() throws IOException {
        String harmed = "package p\n\nx if {\n\t\"k\", (2 in [2]) in {\"k\": true}\n}\n";
        assertThat(CommandLineTester.runWith(harmed, "fmt", "--no-locations").out())
                .isEqualTo("package p\n\nx if \"k\", 2 in [2] in {\"k\": true}\n");
        assertThat(CommandLineTester.runWith(harmed, "fmt", "--no-locations", "--check-result")
                        .out())
                .isEqualTo("package p\n\nx if (\"k\", (2 in [2]) in {\"k\": true})\n");
        assertThat(CommandLineTester.run("fmt", "--no-locations", "-w", file("p.rego", harmed)))
                .isEqualTo(new CommandLineTester(
                        1, "", "error: --no-locations only shows a layout, without the comments: leave --write out\n"));
        assertThat(Files.readString(folder.resolve("p.rego"))).isEqualTo(harmed);
    }

    @Test
    void aPolicyForAnOlderOpaKeepsToWhatThatCanRead() throws IOException {
        Path capabilities = folder.resolve("old.json");
        Files.writeString(capabilities, "{\"builtins\": [], \"future_keywords\": [], \"features\": [\"rego_v1\"]}");
        String text = "package p\n\nx := input.not\n";
        assertThat(CommandLineTester.runWith(text, "fmt").out()).isEqualTo(text);
        assertThat(CommandLineTester.runWith(text, "fmt", "--capabilities", capabilities.toString())
                        .out())
                .isEqualTo("package p\n\nx := input[\"not\"]\n");
        assertThat(CommandLineTester.runWith(text, "fmt", "--capabilities", "v0.0.0"))
                .isEqualTo(new CommandLineTester(1, "", "error: no such file or capabilities version found: v0.0.0\n"));
    }

    @Test
    void otherFilesArePassedOverWithAWord() throws IOException {
        String other = file("README.md", "# Readme");
        CommandLineTester result = CommandLineTester.run("fmt", other);
        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("its name ends in none of .rego, .yaml and .yml");
    }

    private CommandLineTester fmt(String... flags) {
        String[] args = new String[flags.length + 2];
        args[0] = "fmt";
        System.arraycopy(flags, 0, args, 1, flags.length);
        args[args.length - 1] = folder.toString();
        return CommandLineTester.run(args);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }
}
