package io.rego4j.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyPathsTest {
    @TempDir
    Path folder;

    @Test
    void aFolderStandsForAllPoliciesBelowItSorted() throws IOException {
        files("b.rego", "a/z.rego", "a/data.json", "a/b/c.rego", ".hidden/h.rego");
        assertThat(found(List.of(folder.toString()), List.of()))
                .containsExactly(".hidden/h.rego", "a/b/c.rego", "a/z.rego", "b.rego");
    }

    @Test
    void linksToFilesAreFollowedAndLinksToFoldersAreNot() throws IOException {
        files("a/x.rego", "outside.txt");
        Files.createSymbolicLink(folder.resolve("a/l.rego"), Path.of("../outside.txt"));
        Files.createSymbolicLink(folder.resolve("loop"), folder);
        assertThat(found(List.of(folder.toString()), List.of())).containsExactly("a/l.rego", "a/x.rego");
    }

    @Test
    void aLinkThatLeadsOutOfWhatWasNamedIsPassedOverUnlessAskedFor() throws IOException {
        files("named/x.rego", "elsewhere/secret.txt", "also/y.rego");
        Path out = Files.createSymbolicLink(folder.resolve("named/out.rego"), Path.of("../elsewhere/secret.txt"));
        Files.createSymbolicLink(folder.resolve("named/y.rego"), Path.of("../also/y.rego"));
        List<String> named = List.of(
                folder.resolve("named").toString(), folder.resolve("also").toString());
        PolicyPaths.Found found = new PolicyPaths(named, List.of(), false, false).find();
        assertThat(found.files())
                .containsExactly(
                        folder.resolve("named/x.rego"), folder.resolve("named/y.rego"), folder.resolve("also/y.rego"));
        assertThat(found.notes())
                .containsExactly(
                        out + ": passed over, it is a link that leads out of the named paths (--follow takes it)");
        assertThat(new PolicyPaths(named, List.of(), true, false).find().files())
                .contains(out);
        assertThat(found(List.of(out.toString()), List.of())).containsExactly("named/out.rego");
    }

    @Test
    void whatIsNeitherAFileNorAFolderIsNeverOpened() throws Exception {
        files("x.rego");
        Path pipe = folder.resolve("pipe.rego");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        PolicyPaths.Found found = new PolicyPaths(List.of(folder.toString()), List.of(), false, false).find();
        assertThat(found.files()).containsExactly(folder.resolve("x.rego"));
        assertThat(found.notes()).containsExactly(pipe + ": passed over, it is neither a file nor a directory");
        assertThat(new PolicyPaths(List.of(pipe.toString()), List.of(), false, false)
                        .find()
                        .problems())
                .containsExactly(pipe + ": neither a file nor a directory");
    }

    @Test
    void aPatternTakesTimeThatGrowsWithTheNameOnly() throws IOException {
        StringBuilder deep = new StringBuilder();
        for (int i = 0; i < 30; i++) {
            deep.append("d/");
        }
        files("a".repeat(60) + ".rego", deep + "x.rego");
        String stars = "*a".repeat(20) + "b";
        String folders = "**/".repeat(20) + "y.rego";
        // Patterns that back-track need longer than the age of the world for these.
        assertThat(found(List.of(folder.toString()), List.of(stars, folders))).hasSize(2);
    }

    @Test
    void aMissingPathIsToldAndTheOthersAreFound() throws IOException {
        files("x.rego");
        Path missing = folder.resolve("missing");
        PolicyPaths.Found found =
                new PolicyPaths(List.of(missing.toString(), folder.toString()), List.of(), false, false).find();
        assertThat(found.problems()).containsExactly(missing + ": no such file or directory");
        assertThat(found.files()).hasSize(1);
    }

    @Test
    void anEmptyPathIsNotTheWorkingFolder() {
        PolicyPaths.Found found = new PolicyPaths(List.of(""), List.of(), false, false).find();
        assertThat(found.files()).isEmpty();
        assertThat(found.problems()).containsExactly("an empty path is no file or directory");
    }

    @Test
    void aFolderWhoseRulesNobodyCanReadIsLeftAloneAndTheOthersAreSearched() throws IOException {
        files("a/x.rego", "b/x.rego");
        Path rules = folder.resolve("a/" + IgnoreRules.FILE);
        Files.write(rules, new byte[] {(byte) 0xff, '\n'});
        PolicyPaths.Found found = new PolicyPaths(List.of(folder.toString()), List.of(), false, false).find();
        assertThat(found.files()).containsExactly(folder.resolve("b/x.rego"));
        assertThat(found.problems())
                .containsExactly(rules + ": not UTF-8 text, so that nobody knows what to pass over");
    }

    @ParameterizedTest
    @CsvSource({
        "*_test.rego,     'a/b/c.rego a/x.rego top.rego'",
        "b,               'a/x.rego a/x_test.rego top.rego'",
        "b/,              'a/x.rego a/x_test.rego top.rego'",
        "x.rego/,         'a/b/c.rego a/x.rego a/x_test.rego top.rego'",
        "/a,              'top.rego'",
        "/x.rego,         'a/b/c.rego a/x.rego a/x_test.rego top.rego'",
        "a/*.rego,        'a/b/c.rego top.rego'",
        "a/**,            'top.rego'",
        "**/c.rego,       'a/x.rego a/x_test.rego top.rego'",
        "[t-x]*.rego,     'a/b/c.rego'",
        "[!t]*.rego,      'top.rego'",
        "?.rego,          'a/x_test.rego top.rego'",
        "[z-a]*.rego,     'a/b/c.rego a/x.rego a/x_test.rego top.rego'",
        "[!z-a]*.rego,    ''",
        "[a&&x]*.rego,    'a/b/c.rego top.rego'",
        "'[^]t-]*.rego',  'top.rego'",
    })
    void patternsMeanWhatTheyMeanToGit(String pattern, String left) throws IOException {
        files("a/b/c.rego", "a/x.rego", "a/x_test.rego", "top.rego");
        assertThat(found(List.of(folder.toString()), List.of(pattern)))
                .containsExactly(left.isEmpty() ? new String[0] : left.split(" "));
    }

    @Test
    void aFolderMayHoldItsOwnPatternsAndTakeFilesBack() throws IOException {
        files("a/x.rego", "a/keep.rego", "b/x.rego");
        Files.writeString(folder.resolve("a/" + IgnoreRules.FILE), "# generated\n*.rego\n!keep.rego\n\n");
        assertThat(found(List.of(folder.toString()), List.of())).containsExactly("a/keep.rego", "b/x.rego");
    }

    @Test
    void aFileThatWasNamedIsNeverPassedOver() throws IOException {
        files("a/x.rego");
        assertThat(found(List.of("file://" + folder.resolve("a/x.rego")), List.of("*.rego")))
                .containsExactly("a/x.rego");
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "package p\n");
        }
    }

    private List<String> found(List<String> paths, List<String> ignored) {
        return new PolicyPaths(paths, ignored, false, false)
                .find().files().stream()
                        .map(path -> folder.relativize(path).toString())
                        .toList();
    }
}
