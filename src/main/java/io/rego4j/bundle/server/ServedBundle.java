package io.rego4j.bundle.server;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * One bundle of a server: the state that it hands out now, and those who wait for the next. A file is looked at again and
 * again; a new state of it is read and checked in full before it takes the place of the old one, so that no client ever
 * sees half a bundle.
 */
public final class ServedBundle {
    /** What clients get: the bytes and their name. */
    public record State(byte[] bytes, String etag, String revision) {
        public static State of(byte[] bytes, String revision) {
            try {
                String hash = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
                return new State(bytes, "\"" + hash + "\"", revision);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private final @Nullable Path file;
    private final BundleReader reader;
    private State state;
    private @Nullable FileTime modified;
    private long size = -1;
    private boolean closed;

    private ServedBundle(@Nullable Path file, BundleReader reader, State state) {
        this.file = file;
        this.reader = reader;
        this.state = state;
    }

    public static ServedBundle of(Bundle bundle) {
        return new ServedBundle(null, BundleReader.DEFAULT, State.of(bundle.toBytes(), bundle.revision()));
    }

    public static ServedBundle of(Path file, BundleReader reader) throws IOException {
        ServedBundle served = new ServedBundle(file, reader, State.of(new byte[0], ""));
        served.modified = Files.getLastModifiedTime(file);
        served.size = Files.size(file);
        served.state = read(file, reader);
        return served;
    }

    private static State read(Path file, BundleReader reader) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Bundle bundle = reader.read(new java.io.ByteArrayInputStream(bytes));
        return State.of(bytes, bundle.revision());
    }

    public synchronized State state() {
        return state;
    }

    /** Takes the new state of the file, if there is one; true if so. */
    public boolean reload() throws IOException {
        if (file == null) {
            return false;
        }
        FileTime now = Files.getLastModifiedTime(file);
        long length = Files.size(file);
        if (now.equals(modified) && length == size) {
            return false;
        }
        modified = now;
        size = length;
        return replace(read(file, reader));
    }

    public synchronized boolean replace(State next) {
        boolean changed = !next.etag().equals(state.etag());
        state = next;
        notifyAll();
        return changed;
    }

    /** The state as soon as it is another than those that the client names, or the state it has after {@code seconds}. */
    public synchronized State await(@Nullable String known, long seconds) throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        while (!closed && isCurrent(known)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        return state;
    }

    /** OPA names the bundle that it has and perhaps earlier ones: only the first is the one that it runs. */
    private boolean isCurrent(@Nullable String known) {
        return known != null && known.split(",")[0].strip().equals(state.etag());
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
