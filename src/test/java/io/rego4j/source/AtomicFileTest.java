package io.rego4j.source;

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
    void replaces_the_text_and_keeps_the_permissions() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));
        AtomicFile.replace(file, bytes("new"));
        assertThat(file).hasContent("new");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rwxr-x--x");
    }

    @Test
    void a_link_stays_a_link_and_what_it_leads_to_is_replaced() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.rego"), Path.of("p.rego"));
        AtomicFile.replace(link, bytes("new"));
        assertThat(link).isSymbolicLink().hasContent("new");
        assertThat(file).hasContent("new");
    }

    @Test
    void leaves_nothing_else_in_the_folder() throws IOException {
        Path file = Files.writeString(folder.resolve("p.rego"), "old");
        AtomicFile.replace(file, bytes("new"));
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void a_new_file_is_made_with_the_folders_above_it() throws IOException {
        Path file = folder.resolve("a/b/data.json");
        AtomicFile.write(file, out -> out.write(bytes("{}")));
        assertThat(file).hasContent("{}");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(Files.writeString(folder.resolve("plain"), "")));
    }

    @Test
    void a_failure_leaves_the_old_content() throws IOException {
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
