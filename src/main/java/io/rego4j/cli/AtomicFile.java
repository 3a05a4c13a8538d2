package io.rego4j.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/**
 * Replaces a file so that there is the old one or the new one at any moment, even if the process is killed or the power
 * fails: the new text is written beside it, forced to the disk, and renamed. A link stays, and what it leads to is
 * replaced; permissions, owner and group stay where the user may keep them. Another hard link keeps the old text.
 */
final class AtomicFile {
    private AtomicFile() {}

    /**
     * Replaces what stands in a file.
     *
     * @throws AccessDeniedException if the file may not be written
     */
    static void replace(Path file, byte[] content) throws IOException {
        Path real = file.toRealPath();
        if (!Files.isWritable(real)) {
            throw new AccessDeniedException(file.toString());
        }
        // Not *.rego: a folder run never takes what a killed process left for a policy.
        Path beside = Files.createTempFile(real.getParent(), "." + real.getFileName() + ".", ".tmp");
        try {
            try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
                ByteBuffer bytes = ByteBuffer.wrap(content);
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(false);
            }
            keepAttributes(real, beside);
            Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(beside);
        }
    }

    private static void keepAttributes(Path from, Path to) throws IOException {
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
