package io.rego4j.maven;

import io.rego4j.Rego;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Remembers by a hash what a goal last worked on with success, so that a build in which nothing changed does nothing. */
final class UpToDate {
    private final Path mark;
    private final MessageDigest digest;

    UpToDate(Path folder, String goal) {
        mark = folder.resolve(goal + ".sha256");
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
        // Another rego4j may come to another result.
        add(String.valueOf(Rego.class.getPackage().getImplementationVersion()));
    }

    /** A setting that the result depends on. */
    UpToDate with(Object setting) {
        add(String.valueOf(setting));
        return this;
    }

    /** Files that the result depends on, by name and content. */
    UpToDate withFiles(List<Path> files) throws IOException {
        for (Path file : files) {
            add(file.toString());
            byte[] content = Files.readAllBytes(file);
            add(String.valueOf(content.length));
            digest.update(content);
        }
        return this;
    }

    private void add(String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    /** The state of all that was added. */
    String state() {
        return HexFormat.of().formatHex(digest.digest());
    }

    boolean is(String state) throws IOException {
        return Files.isRegularFile(mark) && Files.readString(mark).equals(state);
    }

    void done(String state) throws IOException {
        Files.createDirectories(mark.getParent());
        Files.writeString(mark, state);
    }
}
