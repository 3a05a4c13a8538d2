package io.rego4j.playground;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rego4j.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The files that the playground was opened with: the only ones that it ever reads or writes. The page refers to
 * them by the names that it got, which are keys of a map here and never paths.
 */
final class OpenedFiles {
    private static final int LARGEST = 20 << 20;

    private final Map<String, Opened> files = new LinkedHashMap<>();

    private static final class Opened {
        final Path path;
        byte[] read;

        Opened(Path path, byte[] read) {
            this.path = path;
            this.read = read;
        }
    }

    /**
     * Opens files.
     *
     * @throws IOException if one cannot be read or is too large
     */
    OpenedFiles(List<Path> paths) throws IOException {
        for (Path path : paths) {
            if (Files.size(path) > LARGEST) {
                throw new IOException(path + " has more than " + LARGEST + " bytes, which is too much for an editor");
            }
            files.put(path.normalize().toString().replace('\\', '/'), new Opened(path, Files.readAllBytes(path)));
        }
    }

    /** The files, read again. */
    synchronized ArrayNode list() throws IOException {
        ArrayNode list = ApiJson.array();
        for (Map.Entry<String, Opened> file : files.entrySet()) {
            Opened opened = file.getValue();
            opened.read = Files.readAllBytes(opened.path);
            list.addObject().put("name", file.getKey()).put("text", new String(opened.read, StandardCharsets.UTF_8));
        }
        return list;
    }

    /**
     * Saves some of the files with the page's texts.
     *
     * @throws RequestException if one is none of them, or somebody else has changed it since it was read
     */
    synchronized ObjectNode save(JsonNode request) throws IOException {
        if (!request.path("confirmed").asBoolean()) {
            throw RequestException.bad("nothing is written that was not confirmed");
        }
        for (JsonNode file : request.path("files")) {
            if (!files.containsKey(file.path("name").asText())) {
                throw new RequestException(403, file.path("name").asText() + " is not one of the opened files");
            }
        }
        ObjectNode answer = ApiJson.object();
        ArrayNode saved = answer.putArray("saved");
        for (JsonNode file : request.path("files")) {
            String name = file.path("name").asText();
            Opened opened = Objects.requireNonNull(files.get(name), "looked for above");
            byte[] content = file.path("text").asText().getBytes(StandardCharsets.UTF_8);
            try {
                AtomicFile.replace(opened.path, opened.read, content);
            } catch (AtomicFile.ChangedException e) {
                throw new RequestException(
                        409, name + " was changed by somebody else: reload the page to see it; nothing was written");
            }
            opened.read = content;
            saved.add(name);
        }
        return answer;
    }
}
