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
        AtomicFile.replace(file, bytes("new"));
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void aLinkStaysALinkAndWhatItLeadsToIsReplaced() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.rego"), Path.of("p.rego"));
        AtomicFile.replace(link, bytes("new"));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    @Test
    void leavesNothingElseInTheFolder() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        AtomicFile.replace(file, bytes("new"));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
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
