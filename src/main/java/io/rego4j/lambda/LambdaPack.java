package io.rego4j.lambda;

import io.rego4j.bundle.Bundle;
import io.rego4j.lambda.pack.AllowedRoute;
import io.rego4j.lambda.pack.PackBundle;
import io.rego4j.lambda.pack.PackFiles;
import io.rego4j.lambda.pack.PackSettings;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder that is ready for {@code docker build} and {@code sam deploy}: the standard OPA with a bundle as a function of AWS
 * Lambda, behind API Gateway. docs/lambda.md describes how it handles a request.
 */
public final class LambdaPack {
    private static final Set<String> PROGRAMS = Set.of("start.sh", "bootstrap", "pack.sh");

    private final Map<String, byte[]> files;

    private final Bundle bundle;
    private final List<String> open;

    LambdaPack(PackSettings settings, Bundle content) {
        this.bundle = PackBundle.of(content, settings);
        this.files = PackFiles.of(settings);
        this.files.put("bundle.tar.gz", bundle.toBytes());
        this.open = settings.authorizer().isEmpty()
                ? settings.routes().stream().map(AllowedRoute::toString).toList()
                : List.of();
    }

    /** A builder with the default settings: a REST API, 2048 MB, 300 s, x86_64. */
    public static LambdaPackBuilder builder() {
        return new LambdaPackBuilder();
    }

    /** The bundle of the image: the policies and the data, and what the adapter needs beside them. */
    public Bundle bundle() {
        return bundle;
    }

    /** The methods and paths that an authenticated caller may use, as in {@link LambdaPackBuilder#allow}. */
    public List<String> openRoutes() {
        return open;
    }

    /** The files by path. */
    public Map<String, byte[]> files() {
        Map<String, byte[]> copy = new TreeMap<>();
        files.forEach((path, bytes) -> copy.put(path, bytes.clone()));
        return copy;
    }

    /**
     * Writes the folder: all of it or nothing.
     *
     * @param folder a path where nothing is yet, or an empty folder
     * @throws FileSystemException if something is there already
     * @throws IOException if it cannot be written
     */
    public void writeTo(Path folder) throws IOException {
        Path target = folder.toAbsolutePath().normalize();
        if (Files.exists(target)) {
            try (Stream<Path> content = Files.list(target)) {
                if (content.findAny().isPresent()) {
                    throw new FileSystemException(folder.toString(), null, "the folder is not empty: name another");
                }
            }
        }
        Files.createDirectories(target.getParent());
        Path part = Files.createTempDirectory(target.getParent(), "." + target.getFileName() + ".");
        try {
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                Path path = part.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.write(path, file.getValue());
                if (PROGRAMS.contains(file.getKey())) {
                    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
                }
            }
            Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            remove(part);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> paths = Files.walk(folder)) {
                for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
