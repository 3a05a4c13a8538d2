package io.rego4j.bundle.content;

import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.manifest.FilePattern;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The files of a folder by their paths in it, in order. */
public final class FolderFiles {
    private FolderFiles() {}

    /**
     * Reads a folder.
     *
     * @param ignored patterns of the names of files and folders to ignore, as OPA's {@code --ignore}
     * @throws IOException if something cannot be read
     */
    public static List<BundleFile> of(Path folder, List<String> ignored) throws IOException {
        List<Path> paths = new ArrayList<>();
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
                return !path.equals(folder) && isIgnored(path, ignored)
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
                if (!isIgnored(path, ignored) && Files.isRegularFile(path)) {
                    paths.add(path);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(paths);
        List<BundleFile> files = new ArrayList<>();
        for (Path path : paths) {
            String name = folder.relativize(path).toString().replace('\\', '/');
            if (isContent(name)) {
                files.add(BundleFile.of(name, Files.readAllBytes(path)));
            }
        }
        return files;
    }

    private static boolean isIgnored(Path path, List<String> ignored) {
        String name = path.getFileName().toString();
        return ignored.stream().anyMatch(pattern -> FilePattern.matches(pattern, name));
    }

    /** True if a file of this name belongs in a bundle: tests do not, as no decision needs them. */
    private static boolean isContent(String name) {
        BundleFile file = BundleFile.of(name, "");
        return file.isModule() && !name.endsWith("_test.rego")
                || file.isData()
                || file.isManifest()
                || file.isWasm()
                || file.isPlan();
    }
}
