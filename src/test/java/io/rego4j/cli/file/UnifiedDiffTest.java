package io.rego4j.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnifiedDiffTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain.rego",
                "with space.rego",
                "z\n--- victim\n+++ victim",
                "tab\t.rego",
                "quote\".rego",
                "back\\slash.rego",
                "bell\u0007\u0001\u001b[31m.rego",
                "\r\f\u000b\b.rego"
            })
    void namesAreQuotedAsGnuDiffQuotesThem(String name) throws Exception {
        Files.createDirectory(folder.resolve("a"));
        Path before = Files.writeString(folder.resolve("a").resolve(name), "x\n");
        Path after = Files.writeString(folder.resolve("after"), "y\n");
        Process diff = new ProcessBuilder("diff", "-u", "--", name, after.toString())
                .directory(before.getParent().toFile())
                .redirectErrorStream(true)
                .start();
        String wanted = new String(diff.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(diff.waitFor()).as(wanted).isEqualTo(1);
        String header = UnifiedDiff.of(name, "x\n", "y\n", false).split("\n", 2)[0];
        assertThat(header).isEqualTo(wanted.split("\n", 2)[0].replaceAll("\t[^\t]*$", ""));
    }

    @Test
    void aPatchChangesNoFileButTheOneThatItNames() throws Exception {
        String name = "z\n--- victim\n+++ victim\n@@ -1 +1 @@\n-old\n+bad\n";
        Path victim = Files.writeString(folder.resolve("victim"), "old\n");
        Path patch = Files.writeString(folder.resolve("patch"), UnifiedDiff.of(name, "x\n", "y\n", false));
        new ProcessBuilder("patch", "-p0", "--batch", "-i", patch.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(victim).hasContent("old\n");
    }

    /** Beside a file whose name has the very character that stands for what is no text, a patch would change the wrong one. */
    @Test
    void aNameThatIsNoTextHereStandsInNoPatch() throws Exception {
        String name = "bad\uFFFD.rego";
        Path other = Files.writeString(folder.resolve(name), "x\n");
        String text = UnifiedDiff.of(name, "x\n", "y\n", false);
        assertThat(text)
                .isEqualTo("File " + name
                        + " differs, and no patch can name it: its name is not text in the encoding of this system\n");
        Path patch = Files.writeString(folder.resolve("patch"), text);
        new ProcessBuilder("patch", "-p0", "--batch", "-i", patch.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start()
                .waitFor();
        assertThat(other).hasContent("x\n");
    }
}
