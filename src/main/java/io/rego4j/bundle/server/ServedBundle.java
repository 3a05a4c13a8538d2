package io.rego4j.bundle.server;

import io.rego4j.bundle.Bundle;
import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleReader;
import io.rego4j.internal.crypto.Sha256;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A bundle of the server: its current content, and the requests that wait for a change (long polling). A file is read again
 * when it has changed; a new version is read and checked in full before it replaces the old one, so that no client ever gets a
 * part of a bundle. A delta ({@link Bundle#delta}) goes only to clients that have the version before it; all others get the
 * whole bundle with the delta applied.
 */
public final class ServedBundle {
    /** The response to a client: the bytes and their ETag. */
    public record Answer(byte[] bytes, String etag) {
        static Answer of(byte[] bytes) {
            return new Answer(bytes, "\"" + Sha256.hex(bytes) + "\"");
        }
    }

    /** A check of a bundle before it is served. */
    public interface Check {
        /**
         * Checks a bundle.
         *
         * @throws BundleException if it must not be served
         */
        void check(Bundle bundle) throws IOException;
    }

    /** One version: the whole bundle, the delta from the version before, and the ETags of that version. */
    private record Version(
            Bundle bundle, Answer whole, @Nullable Answer changes, Set<String> before) {
        /** The ETags that clients may have for this version. */
        Set<String> etags() {
            return changes == null ? Set.of(whole.etag()) : Set.of(whole.etag(), changes.etag());
        }
    }

    private final @Nullable Path file;
    private final BundleReader reader;
    private Version current;
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
        this.current = new Version(bundle, Answer.of(bytes), null, Set.of());
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

    /** Applies a check to the current version, and to each that follows. */
    public void checkedBy(Check check) throws IOException {
        check.check(current.bundle());
        this.check = check;
    }

    /** The revision of the current version. */
    public synchronized String revision() {
        return current.bundle().revision();
    }

    /** Reads the file if it has changed; true if there is a new version. */
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

    /** Replaces the bundle, or applies a delta; true if that is a new version. */
    public boolean replace(Bundle next) throws IOException {
        return replace(next, next.toBytes());
    }

    private boolean replace(Bundle next, byte[] bytes) throws IOException {
        Version now = current;
        Answer answer = Answer.of(bytes);
        if (now.etags().contains(answer.etag())) {
            return false;
        }
        Bundle whole = next.isDelta() ? now.bundle().changedBy(next) : next;
        check.check(whole);
        synchronized (this) {
            current = next.isDelta()
                    ? new Version(whole, Answer.of(whole.toBytes()), answer, now.etags())
                    : new Version(whole, answer, null, Set.of());
            notifyAll();
        }
        return true;
    }

    /**
     * Waits up to {@code seconds} for a version that the client does not have; null if it has the current one.
     *
     * @param known the client's {@code If-None-Match}
     * @param changes whether it accepts a delta
     */
    public synchronized @Nullable Answer await(@Nullable String known, long seconds, boolean changes)
            throws InterruptedException {
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        List<String> has = etags(known);
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
        boolean follows = !has.isEmpty() && current.before().contains(has.get(0));
        return changes && follows && current.changes() != null ? current.changes() : current.whole();
    }

    /** A client may send several ETags: the first is that of its active bundle. */
    private boolean isCurrent(List<String> has) {
        return !has.isEmpty() && current.etags().contains(has.get(0));
    }

    /** The ETags of {@code If-None-Match}; a compressing proxy makes them weak ones. */
    private static List<String> etags(@Nullable String known) {
        return known == null
                ? List.of()
                : Stream.of(known.split(","))
                        .map(etag -> etag.strip().replaceFirst("^W/", ""))
                        .toList();
    }

    public synchronized void close() {
        closed = true;
        notifyAll();
    }
}
