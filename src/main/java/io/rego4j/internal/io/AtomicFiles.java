package io.rego4j.internal.io;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces several files, all or none. The new contents are written beside the files, and a journal lists them; once the
 * journal is marked complete, the files are renamed. {@link #recover} finishes the replacement of a process that was killed, or
 * undoes it if its journal was not complete. A process locks its journal while it lives, so that others see that it is in use.
 */
public final class AtomicFiles {
    /** The journal, in the deepest folder that holds all of the files. */
    static final String JOURNAL = ".rego4j-journal";

    private static final String STAGED = ".rego4j-new";
    private static final String COMPLETE = "complete";

    private AtomicFiles() {}

    /**
     * A file to replace.
     *
     * @param read what was read from it
     * @param content what it is to hold
     */
    public record Replacement(Path file, byte[] read, byte[] content) {}

    /** Another process is replacing files here. */
    public static final class BusyException extends IOException {
        private static final long serialVersionUID = 1;

        BusyException(Path journal) {
            super(journal + ": another process is writing policies here; wait until it is done");
        }
    }

    /**
     * Replaces files that still hold what was read from them.
     *
     * @throws BusyException if another process replaces some of them, or files beside them: none was replaced
     * @throws AtomicFile.ChangedException if one holds something else by now: what others wrote is there
     * @throws AccessDeniedException if one may not be written: none was replaced
     */
    public static synchronized void replace(List<Replacement> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        List<Path> targets = new ArrayList<>();
        for (Replacement each : files) {
            targets.add(each.file().toRealPath());
            if (!Files.isWritable(each.file())) {
                throw new AccessDeniedException(each.file().toString());
            }
        }
        Path journal = common(targets).resolve(JOURNAL);
        try (FileChannel log = create(journal)) {
            try {
                // A process that starts later sees this journal; one that started earlier is seen here, wherever its
                // journal lies.
                for (Path folder : foldersAbove(targets)) {
                    Path other = folder.resolve(JOURNAL);
                    if (!other.equals(journal) && Files.exists(other)) {
                        throw new BusyException(other);
                    }
                }
            } catch (BusyException e) {
                Files.delete(journal);
                throw e;
            }
            try {
                append(
                        log,
                        // As addresses: a name can hold line feeds, and bytes that are no text.
                        String.join(
                                        "\n",
                                        targets.stream()
                                                .map(target -> target.toUri().toString())
                                                .toList())
                                + "\n");
                for (int i = 0; i < targets.size(); i++) {
                    stage(targets.get(i), files.get(i).content());
                }
                for (int i = 0; i < targets.size(); i++) {
                    if (!Arrays.equals(files.get(i).read(), Files.readAllBytes(targets.get(i)))) {
                        throw new AtomicFile.ChangedException(files.get(i).file());
                    }
                }
                append(log, COMPLETE + "\n");
            } catch (IOException e) {
                undo(journal, targets);
                throw e;
            }
            finish(journal, targets, files);
        }
    }

    /** The folders of some files and all above them: where a journal may lie that names one of the files. */
    public static Set<Path> foldersAbove(Collection<Path> files) {
        Set<Path> folders = new LinkedHashSet<>();
        for (Path file : files) {
            Path folder = file.getParent();
            while (folder != null && folders.add(folder)) {
                folder = folder.getParent();
            }
        }
        return folders;
    }

    /** A new journal, locked. */
    private static FileChannel create(Path journal) throws IOException {
        try {
            Files.createFile(journal);
        } catch (FileAlreadyExistsException e) {
            throw new BusyException(journal);
        }
        FileChannel log = locked(journal);
        if (log == null) {
            // Another process recovered it before it was locked.
            throw new BusyException(journal);
        }
        return log;
    }

    /**
     * Opens a journal and locks it.
     *
     * @return null if it is not there any more
     * @throws BusyException if the process that writes it lives
     */
    private static @Nullable FileChannel locked(Path journal) throws IOException {
        FileChannel log;
        Object file;
        try {
            file = key(journal);
            log = FileChannel.open(journal, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            return null;
        }
        boolean isMine = false;
        try {
            if (log.tryLock() == null) {
                throw new BusyException(journal);
            }
            isMine = Objects.equals(file, key(journal));
            return isMine ? log : null;
        } catch (NoSuchFileException e) {
            return null;
        } finally {
            if (!isMine) {
                log.close();
            }
        }
    }

    /** The identity of a file, such as its inode; null where the file system has none. */
    private static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /**
     * Finishes or undoes what a process has left that was killed while it replaced files.
     *
     * @param folder where to look for a journal
     * @return true if there was one
     * @throws BusyException if the process that writes it lives
     */
    public static synchronized boolean recover(Path folder) throws IOException {
        Path journal = folder.resolve(JOURNAL);
        try (FileChannel log = locked(journal)) {
            if (log == null) {
                return false;
            }
            List<String> lines = lines(log);
            List<Path> targets = new ArrayList<>();
            for (String line : lines) {
                if (!line.equals(COMPLETE)) {
                    targets.add(Path.of(URI.create(line)));
                }
            }
            if (lines.contains(COMPLETE)) {
                finish(journal, targets, List.of());
            } else {
                undo(journal, targets);
            }
            return true;
        }
    }

    /** The lines of a journal, read by the channel that locks it: closing another one would release the lock. */
    private static List<String> lines(FileChannel log) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(log.size()));
        while (bytes.hasRemaining() && log.read(bytes) >= 0) {
            continue;
        }
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8)
                .lines()
                .toList();
    }

    private static void stage(Path target, byte[] content) throws IOException {
        Path staged = staged(target);
        try (FileChannel out = FileChannel.open(
                staged, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        }
        AtomicFile.keepAttributes(target, staged);
    }

    private static void append(FileChannel log, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            log.write(bytes);
        }
        log.force(true);
    }

    /** Renames the staged files; what others wrote since {@code files} were read is kept. */
    private static void finish(Path journal, List<Path> targets, List<Replacement> files) throws IOException {
        AtomicFile.@Nullable ChangedException changed = null;
        for (int i = 0; i < targets.size(); i++) {
            Path staged = staged(targets.get(i));
            try {
                if (Files.exists(staged)) {
                    AtomicFile.replace(
                            targets.get(i),
                            files.isEmpty() ? null : files.get(i).read(),
                            staged);
                }
            } catch (AtomicFile.ChangedException e) {
                changed = e;
            }
        }
        Files.deleteIfExists(journal);
        if (changed != null) {
            throw changed;
        }
    }

    private static void undo(Path journal, List<Path> targets) throws IOException {
        for (Path target : targets) {
            Files.deleteIfExists(staged(target));
        }
        Files.deleteIfExists(journal);
    }

    private static Path staged(Path target) {
        return target.resolveSibling("." + target.getFileName() + STAGED);
    }

    private static Path common(List<Path> files) {
        Path common = Objects.requireNonNull(files.get(0).getParent(), "a file lies in a folder");
        for (Path file : files) {
            while (!file.startsWith(common)) {
                common = Objects.requireNonNull(common.getParent(), "all files lie below a root");
            }
        }
        return common;
    }
}
