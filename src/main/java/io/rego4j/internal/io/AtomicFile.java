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
 * Replaces a file atomically, even if the process is killed or the power fails: the new content is written to a temporary
 * file beside it, forced to the disk, and renamed. A symbolic link stays, and its target is replaced; permissions, owner and
 * group are kept where the user may set them. Another hard link keeps the old content. The temporary file is deleted when a
 * signal ends the process.
 */
public final class AtomicFile {
    private AtomicFile() {}

    /** What a file is to hold. */
    @FunctionalInterface
    public interface Content {
        /** Writes all of it; the stream is buffered, and closed by the caller. */
        void writeTo(OutputStream out) throws IOException;
    }

    /** Another program has changed the file since it was read; its content is kept. */
    public static final class ChangedException extends IOException {
        private static final long serialVersionUID = 1;

        ChangedException(Path file) {
            super(file + ": somebody else changed it at the same time");
        }
    }

    /**
     * Replaces the content of a file, if it still holds what was read from it. What another program has written since is not
     * lost; what it writes after this returns, to a file that it opened before, goes to the old file.
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
        // Not *.rego, so that no run over the folder reads the leftover of a killed process as a policy.
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
            if (read != null && !Arrays.equals(read, Files.readAllBytes(target))) {
                throw new ChangedException(file);
            }
            replace(target, read, beside);
            TemporaryFiles.moved(beside);
        } finally {
            TemporaryFiles.delete(beside);
        }
    }

    /**
     * Renames a file to another one. No file system compares and replaces in one operation, so what others wrote to the old
     * file since it was last read is kept: what they appended is appended to the new file, and any other change replaces the
     * new content.
     *
     * @param read what the old file held when it was last read; null to replace it unconditionally
     * @throws ChangedException if others wrote
     */
    static void replace(Path target, byte @Nullable [] read, Path beside) throws IOException {
        // Windows does not replace an open file.
        boolean holds = read != null
                && target.getFileSystem().supportedFileAttributeViews().contains("posix");
        try (FileChannel before = holds ? FileChannel.open(target, StandardOpenOption.READ) : null) {
            Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            if (before != null && read != null) {
                keepWritten(target, read, Channels.newInputStream(before).readAllBytes());
            }
        }
    }

    private static void keepWritten(Path target, byte[] read, byte[] since) throws IOException {
        if (Arrays.equals(read, since)) {
            return;
        }
        if (Arrays.mismatch(read, since) == read.length) {
            Files.write(target, Arrays.copyOfRange(since, read.length, since.length), StandardOpenOption.APPEND);
        } else {
            write(target, out -> out.write(since), null);
        }
        throw new ChangedException(target);
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
