package io.rego4j.internal.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that there is the old one or the new one at any moment, even if the process is killed or the power
 * fails: the new content is written beside it, forced to the disk, and renamed. A link stays, and what it leads to is
 * replaced; permissions, owner and group stay where the user may keep them. Another hard link keeps the old content. A
 * signal leaves nothing beside the file.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** The file does not hold any more what was read from it: nothing was written. */
    public static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1;

        ChangedException(Path file) {
            super(file + ": somebody else changed it at the same time");
        }
    }

    /**
     * Replaces what stands in a file, if it still holds what was read from it: what another program has written since is
     * never lost.
     *
     * @param read what was read from the file
     * @throws ChangedException if the file holds something else by now
     * @throws AccessDeniedException if the file may not be written
     */
    public static void replace(Path file, byte[] read, byte[] content) throws IOException {
        Path real = file.toRealPath();
        if (!Files.isWritable(real)) {
            throw new AccessDeniedException(file.toString());
        }
        write(real, out -> out.write(content), read);
    }

    /** Writes a file, which may be there or not; the folders above it are made. */
    public static void write(Path file, Content content) throws IOException {
        write(file, content, null);
    }

    private static void write(Path file, Content content, byte @Nullable [] read) throws IOException {
        boolean old = Files.exists(file);
        Path target = old ? file.toRealPath() : file.toAbsolutePath();
        Path folder = Objects.requireNonNull(target.getParent(), "only a root has no folder");
        Files.createDirectories(folder);
        // Not *.rego: a folder run never takes what a killed process left for a policy.
        Path beside = TemporaryFiles.file(folder);
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
                content.writeTo(out);
                out.flush();
                channel.force(false);
            }
            if (old) {
                keepAttributes(target, beside);
            }
            // The last look before the move: no file system offers to do both in one.
            if (read != null && !Arrays.equals(read, Files.readAllBytes(target))) {
                throw new ChangedException(file);
            }
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            TemporaryFiles.moved(beside);
        } finally {
            TemporaryFiles.delete(beside);
        }
    }

    static void keepAttributes(Path from, Path to) throws IOException {
        PosixFileAttributeView there = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (there == null) {
            return;
        }
        PosixFileAttributes wanted = Files.readAttributes(from, PosixFileAttributes.class);
        PosixFileAttributes has = there.readAttributes();
        if (!wanted.owner().equals(has.owner())) {
            there.setOwner(wanted.owner());
        }
        if (!wanted.group().equals(has.group())) {
            there.setGroup(wanted.group());
        }
        there.setPermissions(wanted.permissions());
    }
}
