package io.rego4j.bundle;

import io.rego4j.opa.Policies;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Policies and data read from files and resources, tests included: what {@code opa test} and {@code opa eval} load, where a
 * {@link Bundle} leaves tests out.
 *
 * @param policies the modules, with the paths of their files as ids, so that errors name what an IDE can open
 * @param files the files by these ids; a resource inside a jar has none
 */
public record LoadedPolicies(Policies policies, Map<String, Path> files) {
    private static final String CLASSPATH = "classpath:";

    public LoadedPolicies {
        files = Collections.unmodifiableMap(new LinkedHashMap<>(files));
    }

    /**
     * Reads policy files, data files, and the policies and the {@code data.json} and {@code data.yaml} files of folders.
     *
     * @param locations paths, or {@code classpath:…} for a resource
     * @param version the version of Rego of all of them
     * @param loader where resources are looked for
     * @throws IOException if a location is not there, or cannot be read
     * @throws BundleException if data is neither JSON nor YAML, or two files give one document different values
     */
    public static LoadedPolicies read(List<String> locations, RegoVersion version, ClassLoader loader)
            throws IOException {
        Reader reader = new Reader();
        for (String location : locations) {
            if (location.startsWith(CLASSPATH)) {
                reader.resource(location.substring(CLASSPATH.length()), loader);
            } else {
                reader.path(Path.of(location), location);
            }
        }
        Policies policies =
                reader.policies.version(version).data(reader.data.build().data());
        return new LoadedPolicies(policies, reader.files);
    }

    private static final class Reader {
        private final BundleBuilder data = Bundle.builder();
        private final Map<String, Path> files = new LinkedHashMap<>();
        private Policies policies = Policies.none();

        private void resource(String name, ClassLoader loader) throws IOException {
            URL url = loader.getResource(name);
            if (url == null) {
                throw new IOException(CLASSPATH + name + ": there is no such resource on the class path");
            }
            URI uri;
            try {
                uri = url.toURI();
            } catch (URISyntaxException e) {
                throw new IOException(CLASSPATH + name + ": " + e.getMessage(), e);
            }
            if (uri.getScheme().equals("jar")) {
                try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
                    path(jar.getPath(name), CLASSPATH + name);
                }
            } else {
                path(Path.of(uri), CLASSPATH + name);
            }
        }

        private void path(Path root, String location) throws IOException {
            if (Files.isDirectory(root)) {
                List<Path> policyFiles;
                try (Stream<Path> walk = Files.walk(root)) {
                    policyFiles = walk.filter(file -> isPolicy(file) && Files.isRegularFile(file))
                            .sorted()
                            .toList();
                }
                for (Path file : policyFiles) {
                    policy(file);
                }
                data.dataFile(root);
            } else if (!Files.exists(root)) {
                throw new IOException(location + ": no such file or folder; the working folder is "
                        + Path.of("").toAbsolutePath());
            } else if (isPolicy(root)) {
                policy(root);
            } else {
                data.dataFile(root);
            }
        }

        private void policy(Path file) throws IOException {
            String id = shown(file);
            policies = policies.module(id, Files.readString(file, StandardCharsets.UTF_8));
            if (file.getFileSystem().equals(FileSystems.getDefault())) {
                files.put(id, file.toAbsolutePath());
            }
        }

        private static boolean isPolicy(Path file) {
            return file.toString().endsWith(".rego");
        }

        /** A path below the working folder, where it is one. */
        private static String shown(Path file) {
            Path path = file;
            if (file.getFileSystem().equals(FileSystems.getDefault())) {
                Path working = Path.of("").toAbsolutePath();
                Path absolute = file.toAbsolutePath().normalize();
                path = absolute.startsWith(working) ? working.relativize(absolute) : absolute;
            }
            return path.toString().replace('\\', '/');
        }
    }
}
