package io.rego4j.playground;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.rego4j.internal.io.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Input and data. The page sends small ones with each question; a large one is sent once, kept as a file, and named by its id
 * from then on.
 */
final class KeptDocuments implements AutoCloseable {
    /** The largest document. */
    static final int MAX_BYTES = 256 << 20;
    /** The number of kept documents; the oldest is dropped. */
    private static final int MAX_KEPT = 6;

    private final Path folder;
    private final Map<String, Path> kept = new LinkedHashMap<>();

    KeptDocuments() throws IOException {
        folder = TemporaryFiles.folder();
    }

    /**
     * Keeps a large document.
     *
     * @return its id
     * @throws RequestException with 413 if it has more than {@link #MAX_BYTES}
     */
    synchronized String keep(InputStream body) throws IOException {
        String id = UUID.randomUUID().toString();
        Path file = folder.resolve(id);
        try (InputStream limited = new LimitedStream(body, MAX_BYTES)) {
            Files.copy(limited, file);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
        kept.put(id, file);
        if (kept.size() > MAX_KEPT) {
            String oldest = kept.keySet().iterator().next();
            Files.deleteIfExists(kept.remove(oldest));
        }
        return id;
    }

    /**
     * Writes a document of a request into a folder, named as JSON if it is JSON, else as YAML.
     *
     * @param document {@code {"text": …}} or {@code {"id": …}}; anything else is no document
     * @return the name of the file; null if there is no document, or it is blank
     */
    @Nullable
    String write(JsonNode document, Path into, String name) throws IOException {
        Path raw = into.resolve(name + ".raw");
        if (document.hasNonNull("id")) {
            link(document.path("id").asText(), raw);
        } else {
            String text = document.path("text").asText();
            if (text.isBlank()) {
                return null;
            }
            Files.writeString(raw, text);
        }
        String whole = name + (isJson(raw) ? ".json" : ".yaml");
        Files.move(raw, into.resolve(whole));
        return whole;
    }

    private synchronized void link(String id, Path target) throws IOException {
        Path file = kept.get(id);
        if (file == null) {
            throw RequestException.bad("the large document is not kept any more: load it again");
        }
        Files.createLink(target, file);
    }

    /** Decides the file's extension: OPA would read JSON as YAML, too, but slower. */
    private static boolean isJson(Path file) throws IOException {
        try (JsonParser parser = ApiJson.MAPPER.createParser(file.toFile())) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    @Override
    public void close() {
        TemporaryFiles.delete(folder);
    }
}
