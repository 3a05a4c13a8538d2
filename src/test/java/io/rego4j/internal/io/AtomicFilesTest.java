package io.rego4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {
    private static final int FILES = 60;
    private static final int KILLS = 8;

    @TempDir
    Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static List<AtomicFiles.Replacement> replacements(Path folder, String before, String after) {
        List<AtomicFiles.Replacement> files = new ArrayList<>();
        for (int i = 0; i < FILES; i++) {
            files.add(new AtomicFiles.Replacement(folder.resolve("d" + i % 3 + "/f" + i), bytes(before), bytes(after)));
        }
        return files;
    }

    private void write(String text) throws IOException {
        for (AtomicFiles.Replacement each : replacements(folder, "", "")) {
            Files.createDirectories(each.file().getParent());
            Files.writeString(each.file(), text);
        }
    }

    private Set<String> contents() throws IOException {
        Set<String> contents = new HashSet<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readString(file));
            }
        }
        return contents;
    }

    /** Replaces the files of a folder for ever: what the test kills. */
    public static final class Writer {
        private Writer() {}

        public static void main(String[] args) throws IOException {
            for (int i = 0; ; i++) {
                AtomicFiles.replace(replacements(Path.of(args[0]), "set " + i, "set " + (i + 1)));
            }
        }
    }

    @Test
    void allFilesAreReplacedAndNothingIsLeftBesideThem() throws IOException {
        write("old");
        AtomicFiles.replace(replacements(folder, "old", "new"));
        assertThat(contents()).containsExactly("new");
        assertThat(AtomicFiles.recover(folder)).isFalse();
    }

    @Test
    void noFileIsReplacedIfOneWasChangedByOthers() throws IOException {
        write("old");
        Files.writeString(folder.resolve("d1/f1"), "theirs");
        assertThatThrownBy(() -> AtomicFiles.replace(replacements(folder, "old", "new")))
                .isInstanceOf(AtomicFile.ChangedException.class)
                .hasMessageEndingWith("f1: somebody else changed it at the same time");
        assertThat(contents()).containsExactlyInAnyOrder("old", "theirs");
    }

    @Test
    void processThatIsKilledLeavesTheOldFilesOrTheNewOnes() throws Exception {
        int found = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            write("set 0");
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Writer.class.getName(),
                            folder.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(new File("/dev/null"))
                    .start();
            while (Files.readString(folder.resolve("d0/f0")).equals("set 0") && writer.isAlive()) {
                Thread.onSpinWait();
            }
            Thread.sleep(3L * kill);
            writer.destroyForcibly().waitFor();
            found += AtomicFiles.recover(folder) ? 1 : 0;
            assertThat(contents()).hasSize(1);
        }
        assertThat(found).as("kills that left a journal").isPositive();
    }
}
