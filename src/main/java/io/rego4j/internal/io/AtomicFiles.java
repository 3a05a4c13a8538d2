package io.rego4j.internal.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * Replaces several files, all or none. The new contents are written beside the files, and a journal names them; once the
 * journal says that they are complete, the files are renamed. What a process leaves that is killed in between is finished by
 * {@link #recover}, or undone if the journal was not complete.
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

    /**
     * Replaces files that still hold what was read from them.
     *
     * @throws AtomicFile.ChangedException if one holds something else by now: none was replaced
     * @throws AccessDeniedException if one may not be written: none was replaced
     */
    public static void replace(List<Replacement> files) throws IOException {
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
        try (FileChannel log = FileChannel.open(journal, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            try {
                append(
                        log,
                        String.join("\n", targets.stream().map(Path::toString).toList()) + "\n");
                for (int i = 0; i < targets.size(); i++) {
                    stage(targets.get(i), files.get(i).content());
                }
                for (int i = 0; i < targets.size(); i++) {
                    // The last look before the moves: no file system offers to do both in one.
                    if (!Arrays.equals(files.get(i).read(), Files.readAllBytes(targets.get(i)))) {
                        throw new AtomicFile.ChangedException(files.get(i).file());
                    }
                }
                append(log, COMPLETE + "\n");
            } catch (IOException e) {
                undo(journal, targets);
                throw e;
            }
            finish(journal, targets);
        }
    }

    /**
     * Finishes or undoes what a process has left that was killed while it replaced files.
     *
     * @param folder where to look for a journal
     * @return true if there was one
     */
    public static boolean recover(Path folder) throws IOException {
        Path journal = folder.resolve(JOURNAL);
        if (!Files.exists(journal)) {
            return false;
        }
        List<String> lines = Files.readAllLines(journal);
        boolean isComplete = lines.contains(COMPLETE);
        List<Path> targets = new ArrayList<>();
        for (String line : lines) {
            if (!line.equals(COMPLETE)) {
                targets.add(Path.of(line));
            }
        }
        if (isComplete) {
            finish(journal, targets);
        } else {
            undo(journal, targets);
        }
        return true;
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

    private static void finish(Path journal, List<Path> targets) throws IOException {
        for (Path target : targets) {
            if (Files.exists(staged(target))) {
                Files.move(staged(target), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Files.deleteIfExists(journal);
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
