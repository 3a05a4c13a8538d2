package io.rego4j.internal.io;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Files and folders that must not outlive this process. They are deleted when the JVM ends, by a signal too. Their names
 * have the number of the process in them: what a process left that was killed outright is found by the next one that makes
 * a temporary file in the same folder, and deleted there.
 */
public final class TemporaryFiles {
    /** The counter in the names. It starts at the time, as a later process may have the number of this one. */
    private static final AtomicLong NEXT = new AtomicLong(System.nanoTime());

    /** The machine: on a shared file system another one may have a process with the same number. */
    private static final String HOST = Integer.toHexString(host().hashCode());

    /** The machine, the number of the process, and a number that no other file has. */
    private static final Pattern NAME =
            Pattern.compile("\\.?rego4j-" + HOST + "-([0-9]{1,18})-[0-9a-f]{1,16}(\\.tmp)?");

    private static final Set<Path> LIVE = ConcurrentHashMap.newKeySet();
    /** Held while a file is created, and by the shutdown hook for good, so that none is created after it. */
    private static final ReentrantLock CREATION = new ReentrantLock();

    private static final Set<Path> SEARCHED = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            CREATION.lock();
                            LIVE.forEach(TemporaryFiles::deleteQuietly);
                        },
                        "rego4j-temporary-files"));
    }

    private TemporaryFiles() {}

    /**
     * Makes an empty file in a folder; {@link #delete} or {@link #moved} ends it.
     *
     * @throws IOException if it cannot be made
     */
    static Path file(Path folder) throws IOException {
        return create(folder, "." + name() + ".tmp", Files::createFile);
    }

    /** Makes a folder that only this user can read, in the JVM's folder for temporary files. */
    public static Path folder() throws IOException {
        return folder(Path.of(System.getProperty("java.io.tmpdir")));
    }

    /**
     * Makes a folder that only this user can read, below another one.
     *
     * @throws IOException if it cannot be made
     */
    public static Path folder(Path parent) throws IOException {
        // createTempDirectory sets the permissions, but its names lack the process number.
        return create(parent, name(), path -> Files.move(Files.createTempDirectory(parent, "rego4j"), path));
    }

    /** Deletes a file, or a folder with all that is in it. */
    public static void delete(Path path) {
        deleteQuietly(path);
        LIVE.remove(path);
    }

    /** Forgets a file that was renamed, and is not temporary any more. */
    static void moved(Path path) {
        LIVE.remove(path);
    }

    private static String name() {
        return "rego4j-" + HOST + "-" + ProcessHandle.current().pid() + "-" + Long.toHexString(NEXT.incrementAndGet());
    }

    @FunctionalInterface
    private interface Creator {
        void create(Path path) throws IOException;
    }

    private static Path create(Path folder, String name, Creator creator) throws IOException {
        if (SEARCHED.add(folder)) {
            deleteLeftovers(folder);
        }
        Path path = folder.resolve(name);
        CREATION.lock();
        try {
            creator.create(path);
            LIVE.add(path);
            return path;
        } finally {
            CREATION.unlock();
        }
    }

    /** Deletes what processes that are gone have left in a folder. */
    static void deleteLeftovers(Path folder) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, TemporaryFiles::isLeftOver)) {
            entries.forEach(TemporaryFiles::deleteQuietly);
        } catch (IOException e) {
            // Leftovers in a folder that cannot be listed are harmless.
        }
    }

    private static boolean isLeftOver(Path path) {
        Matcher name = NAME.matcher(path.getFileName().toString());
        return name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty();
    }

    private static String host() {
        try {
            return Files.readString(Path.of("/proc/sys/kernel/hostname"));
        } catch (IOException e) {
            return System.getenv().getOrDefault("COMPUTERNAME", System.getenv().getOrDefault("HOSTNAME", ""));
        }
    }

    private static void deleteQuietly(Path path) {
        try {
            Files.walkFileTree(path, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e) throws IOException {
                    Files.deleteIfExists(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            // What cannot be deleted now is deleted by a later process.
        }
    }
}
