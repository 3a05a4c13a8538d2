package io.rego4j.internal.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
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
    @Tag("slow")
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

    /** Replaces the files beside another process that does so too, and finishes what that one leaves. */
    public static final class Rival {
        private Rival() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            for (int i = 0; ; i++) {
                try {
                    for (Path each : List.of(folder, folder.resolve("d0"))) {
                        AtomicFiles.recover(each);
                    }
                    String before = Files.readString(folder.resolve("d0/f0"));
                    List<AtomicFiles.Replacement> all = replacements(folder, before, args[1] + i);
                    // A journal of one file lies in a folder of its own.
                    AtomicFiles.Replacement first = all.get(0);
                    AtomicFiles.replace(
                            i % 3 > 0
                                    ? all
                                    : List.of(new AtomicFiles.Replacement(first.file(), first.read(), first.read())));
                    System.out.println("replaced");
                } catch (AtomicFiles.BusyException | AtomicFile.ChangedException e) {
                    Thread.onSpinWait(); // The other one was faster.
                }
            }
        }
    }

    /** Line feeds in a name are no lines of the journal. */
    @Test
    void whatAKilledProcessLeftIsUndoneWhateverItsNameHolds() throws Exception {
        Path file = Files.writeString(folder.resolve("f\ncomplete\n.rego"), "old");
        Path staged = Files.writeString(folder.resolve("." + file.getFileName() + ".rego4j-new"), "half of the n");
        Files.writeString(folder.resolve(AtomicFiles.JOURNAL), file.toUri() + "\n");
        assertThat(AtomicFiles.recover(folder)).isTrue();
        assertThat(file).hasContent("old");
        assertThat(staged).doesNotExist();

        AtomicFiles.replace(List.of(new AtomicFiles.Replacement(file, "old".getBytes(UTF_8), "new".getBytes(UTF_8))));
        assertThat(file).hasContent("new");
    }

    @Test
    void whatOthersWriteBeforeTheMoveIsKept() throws Exception {
        for (boolean appended : List.of(true, false)) {
            Path file = Files.writeString(folder.resolve("f.rego"), appended ? "old and appended" : "theirs");
            Path staged = Files.writeString(folder.resolve("staged"), "new");
            assertThatThrownBy(() -> AtomicFile.replace(file, "old".getBytes(UTF_8), staged))
                    .isInstanceOf(AtomicFile.ChangedException.class)
                    .hasMessage(file + ": somebody else changed it at the same time");
            assertThat(file).hasContent(appended ? "new and appended" : "theirs");
            assertThat(staged).doesNotExist();
        }
    }

    @Test
    @Tag("slow")
    void processesThatWriteAtOneTimeAndAreKilledLeaveOneSet() throws Exception {
        for (int kill = 0; kill < KILLS / 2; kill++) {
            write("set 0");
            Process one = rival("a");
            Process other = rival("b");
            for (int i = 0; i < 3; i++) {
                assertThat(one.inputReader().readLine()).isEqualTo("replaced");
            }
            one.destroyForcibly().waitFor();
            for (int i = 0; i < 3; i++) {
                assertThat(other.inputReader().readLine()).isEqualTo("replaced");
            }
            other.destroyForcibly().waitFor();
            AtomicFiles.recover(folder.resolve("d0"));
            AtomicFiles.recover(folder);
            assertThat(contents()).hasSize(1);
        }
    }

    @Test
    @Tag("slow")
    void nobodyTakesTheJournalOfALiveProcess() throws Exception {
        write("set 0");
        Path journal = folder.resolve(AtomicFiles.JOURNAL);
        Files.writeString(journal, folder.resolve("d0/f0").toUri() + "\n");
        Process holder = java(Holder.class, journal.toString());
        assertThat(holder.inputReader().readLine()).isEqualTo("held");
        for (ThrowingCallable each : List.<ThrowingCallable>of(
                () -> AtomicFiles.recover(folder),
                () -> AtomicFiles.replace(replacements(folder, "set 0", "set 1")),
                () -> AtomicFiles.replace(replacements(folder, "set 0", "set 1").subList(0, 1)))) {
            assertThatThrownBy(each)
                    .isInstanceOf(AtomicFiles.BusyException.class)
                    .hasMessage(
                            journal.toRealPath() + ": another process is writing policies here; wait until it is done");
        }
        holder.destroyForcibly().waitFor();
        assertThat(AtomicFiles.recover(folder)).isTrue();
        assertThat(contents()).containsExactly("set 0");
    }

    /** Holds the lock of a journal. */
    public static final class Holder {
        private Holder() {}

        public static void main(String[] args) throws Exception {
            try (FileChannel journal = FileChannel.open(Path.of(args[0]), StandardOpenOption.WRITE)) {
                journal.lock();
                System.out.println("held");
                Thread.sleep(600_000);
            }
        }
    }

    private Process rival(String name) throws IOException {
        return java(Rival.class, folder.toString(), name);
    }

    private static Process java(Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
