package io.rego4j.bundle.server;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of the server: its current content, and the requests that wait for a change (long polling). A file is looked at
 * again and again; a new state of it is read and checked in full before it takes the place of the old one, so that no client
 * ever sees half a bundle. Changes ({@link Bundle#delta}) go only to clients that have the state before; all others get the
 * whole bundle as it is after the changes.
 */
public final class ServedBundle {
    /** What a client gets: the bytes and their name. */
    public record Answer(byte[] bytes, String etag) {
        static Answer of(byte[] bytes) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
                return new Answer(bytes, "\"" + HexFormat.of().formatHex(hash) + "\"");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What is asked of a bundle before it is handed out. */
    public interface Check {
        /**
         * Looks at a bundle.
         *
         * @throws BundleException if it is not to be handed out
         */
        void check(Bundle bundle) throws IOException;
    }

    /** One state: the whole, and the changes that lead to it from the state before. */
    private record State(
            Bundle bundle, Answer whole, @Nullable Answer changes, Set<String> before) {
        /** The names under which clients know this state. */
        Set<String> names() {
            return changes == null ? Set.of(whole.etag()) : Set.of(whole.etag(), changes.etag());
        }
    }

    private final @Nullable Path file;
    private final BundleReader reader;
    private State state;
    private Check check = bundle -> {};
    private @Nullable FileTime modified;
    private long size = -1;
    private boolean closed;

    private ServedBundle(@Nullable Path file, BundleReader reader, Bundle bundle, byte[] bytes) {
        if (bundle.isDelta()) {
            throw new BundleException("these are changes to a bundle: serve the whole bundle first");
        }
        this.file = file;
        this.reader = reader;
        this.state = new State(bundle, Answer.of(bytes), null, Set.of());
    }

    public static ServedBundle of(Bundle bundle) {
        return new ServedBundle(null, Bundle.reader(), bundle, bundle.toBytes());
    }

    public static ServedBundle of(Path file, BundleReader reader) throws IOException {
        FileTime modified = Files.getLastModifiedTime(file);
        byte[] bytes = Files.readAllBytes(file);
        ServedBundle served = new ServedBundle(file, reader, reader.read(new ByteArrayInputStream(bytes)), bytes);
        served.modified = modified;
        served.size = bytes.length;
        return served;
    }

    /** Asks this of the current state, and of each that follows. */
    public void checkedBy(Check check) throws IOException {
        check.check(state.bundle());
        this.check = check;
    }

    /** The revision of the current state. */
    public synchronized String revision() {
        return state.bundle().revision();
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
        byte[] bytes = Files.readAllBytes(file);
        return replace(reader.read(new ByteArrayInputStream(bytes)), bytes);
    }

    /** Takes another state; true if it is another. */
    public boolean replace(Bundle next) throws IOException {
        return replace(next, next.toBytes());
    }

    private boolean replace(Bundle next, byte[] bytes) throws IOException {
        State now = state;
        Answer answer = Answer.of(bytes);
        if (now.names().contains(answer.etag())) {
            return false;
        }
        Bundle whole = next.isDelta() ? now.bundle().changedBy(next) : next;
        check.check(whole);
        synchronized (this) {
            state = next.isDelta()
                    ? new State(whole, Answer.of(whole.toBytes()), answer, now.names())
                    : new State(whole, answer, null, Set.of());
            notifyAll();
        }
        return true;
    }

    /**
     * What a client gets as soon as there is another state than the one that it has, or after {@code seconds}; null if that is
     * still the one it has.
     *
     * @param known the client's {@code If-None-Match}
     * @param changes whether it takes changes only
     */
    public synchronized @Nullable Answer await(@Nullable String known, long seconds, boolean changes)
            throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<String> has = names(known);
        while (!closed && isCurrent(has)) {
            long left = (end - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        if (isCurrent(has)) {
            return null;
        }
        boolean follows = !has.isEmpty() && state.before().contains(has.get(0));
        return changes && follows && state.changes() != null ? state.changes() : state.whole();
    }

    /** A client names the bundle that it has and perhaps earlier ones: only the first is the one that it runs. */
    private boolean isCurrent(List<String> has) {
        return !has.isEmpty() && state.names().contains(has.get(0));
    }

    /** A proxy that compresses makes a name a weak one. */
    private static List<String> names(@Nullable String known) {
        return known == null
                ? List.of()
                : Stream.of(known.split(","))
                        .map(name -> name.strip().replaceFirst("^W/", ""))
                        .toList();
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
