package io.rego4j.cli.fmt;

import static org.assertj.core.api.Assertions.assertThat;

import io.rego4j.cli.Main;
import io.rego4j.testing.CommandLineTester;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that rewrites a folder is killed while it does so: each file is the old one or the new one. */
@Tag("slow")
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
        Process process = start("fmt", "-w", folder.toString()).inheritIO().start();
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

    @Test
    void aSignalLeavesNothingBesideTheFiles() throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(Files.writeString(folder.resolve("p" + i + ".rego"), OLD));
        }
        Process process = start("fmt", "-w", folder.toString()).inheritIO().start();
        while (process.isAlive() && count(files, NEW) < 3) {
            Thread.sleep(1);
        }
        process.destroy(); // SIGTERM
        process.waitFor();
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(files);
        }
        assertThat(count(files, NEW) + count(files, OLD)).isEqualTo(FILES);
    }

    @Test
    void aClosedPipeEndsTheCommandQuietly() throws Exception {
        for (int i = 0; i < FILES; i++) {
            Files.writeString(folder.resolve("p" + i + ".rego"), OLD);
        }
        Path errors = folder.resolve("errors");
        Process process = start("parse", "--format", "jsonl", folder.toString())
                .redirectError(errors.toFile())
                .start();
        process.getInputStream().read();
        process.getInputStream().close();
        assertThat(process.waitFor()).isEqualTo(141);
        assertThat(errors).isEmptyFile();
    }

    private static ProcessBuilder start(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command);
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
