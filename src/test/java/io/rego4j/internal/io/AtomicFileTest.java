package io.rego4j.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
    @TempDir
    Path folder;

    @Test
    void replacesTheTextAndKeepsThePermissions() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        AtomicFile.replace(file, bytes("old"), bytes("new"));
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void aLinkStaysALinkAndWhatItLeadsToIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.rego"), Path.of("p.rego"));
        AtomicFile.replace(link, bytes("old"), bytes("new"));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesNothingElseInTheFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        AtomicFile.replace(file, bytes("old"), bytes("new"));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void aFileThatHoldsSomethingElseByNowIsLeftAsItIs() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old and appended");
        assertThatThrownBy(() -> AtomicFile.replace(file, bytes("old"), bytes("new")))
                .isInstanceOf(AtomicFile.ChangedException.class)
                .hasMessage(file + ": somebody else changed it at the same time");
        assertThat(file).hasContent("old and appended");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void whatAKilledProcessLeftIsDeletedAndWhatALivingOneWritesIsNot() throws IOException {
        String name = TemporaryFiles.file(folder).getFileName().toString();
        String gone = name.replace("-" + ProcessHandle.current().pid() + "-", "-" + Long.MAX_VALUE / 10 + "-");
        Path left = Files.writeString(folder.resolve(gone), "half");
        Path leftFolder = Files.createDirectory(folder.resolve(gone.replaceAll("^\\.|\\.tmp$", "")));
        Files.writeString(leftFolder.resolve("token"), "secret");
        Path living = folder.resolve(name);
        Path others = Files.writeString(folder.resolve(".rego4j-notes.tmp"), "mine");
        TemporaryFiles.deleteLeftovers(folder);
        assertThat(left).doesNotExist();
        assertThat(leftFolder).doesNotExist();
        assertThat(living).exists();
        assertThat(others).exists();
    }

    @Test
    void aNewFileIsMadeWithTheFoldersAboveIt() throws IOException {
        Path file = folder.resolve("a/b/data.json");
        AtomicFile.write(file, out -> out.write(bytes("{}")));
        assertThat(file).hasContent("{}");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(Files.writeString(folder.resolve("plain"), "")));
    }

    @Test
    void aFailureLeavesTheOldContent() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        assertThatThrownBy(() -> AtomicFile.write(file, out -> {
                    out.write(bytes("half"));
                    throw new IOException("broken");
                }))
                .hasMessage("broken");
        assertThat(file).hasContent("old");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
