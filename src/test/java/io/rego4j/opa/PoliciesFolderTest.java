package io.rego4j.opa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code opa eval --data} loads of the same folder, with its words where it does not. */
class PoliciesFolderTest {
    @TempDir
    Path folder;

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void modulesHaveTheirPathsAsIds() throws IOException {
        write("a/b.rego", "package a.b\n");
        write("c.txt", "no policy");
        assertThat(Policies.folder(folder).modules()).containsOnlyKeys("a/b.rego");
    }

    @Test
    void dataOfSeveralFilesIsMerged() throws IOException {
        write("data.json", "{\"a\": {\"b\": 1}, \"z\": 1}");
        write("a/data.json", "{\"c\": 2}");
        write("d/data.json", "3");
        assertThat(Policies.folder(folder).data()).hasToString("{\"a\":{\"c\":2,\"b\":1},\"d\":3,\"z\":1}");
    }

    @Test
    void dataThatTwoFilesHaveIsAConflict() throws IOException {
        write("data.json", "{\"a\": {\"b\": 1}}");
        write("a/data.json", "{\"b\": 2}");
        assertThatThrownBy(() -> Policies.folder(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("data.json") + ": conflicting values at data.a.b");
    }

    @Test
    void dataOfTheFolderItselfIsAnObject() throws IOException {
        write("data.json", "[1]");
        assertThatThrownBy(() -> Policies.folder(folder))
                .isInstanceOf(IOException.class)
                .hasMessage(folder.resolve("data.json") + ": all of data must be an object, not ARRAY");
    }
}
