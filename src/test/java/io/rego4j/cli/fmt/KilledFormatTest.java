package io.rego4j.cli.fmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.cli.Main;
import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that rewrites a folder is killed while it does so: each file is the old one or the new one. */
class KilledFormatTest {
    private static final int FILES = 400;
    private static final String OLD = "package p\n" + "x := [ 1 ]\n".repeat(200);
    private static final String NEW = CommandLineTester.runWith(OLD, "fmt").out();

    @TempDir
    Path folder;

    @Test
    void aKillLeavesTheOldFileOrTheNewOne() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(Files.writeString(folder.resolve("p" + i + ".rego"), OLD));
        }
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "fmt",
                        "-w",
                        folder.toString())
                .inheritIO()
                .start();
        try {
            while (process.isAlive() && count(files, NEW) < 3) {
                Thread.sleep(1);
            }
        } finally {
            process.destroyForcibly();
        }
        process.waitFor();
        long changed = count(files, NEW);
        assertThat(changed).isPositive();
        assertThat(changed + count(files, OLD)).isEqualTo(FILES);
    }

    private static long count(List<Path> files, String text) throws IOException {
        long count = 0;
        for (Path file : files) {
            if (Files.readString(file).equals(text)) {
                count++;
            }
        }
        return count;
    }
}
