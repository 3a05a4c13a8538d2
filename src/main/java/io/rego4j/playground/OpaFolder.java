package io.rego4j.playground;

import io.rego4j.internal.io.TemporaryFiles;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import io.rego4j.source.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The modules of a request as files for one run of {@code opa}, in a folder of their own. A module's file has its name where
 * that is a plain file name, so that OPA's messages show it; else a number, which {@link #moduleOf} maps back.
 */
final class OpaFolder implements AutoCloseable {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*\\.rego");

    private final Path path;
    private final Map<String, String> names = new HashMap<>();
    private final List<String> files = new ArrayList<>();

    private OpaFolder(Path path) {
        this.path = path;
    }

    static OpaFolder write(Workspace workspace) throws IOException {
        OpaFolder folder = new OpaFolder(TemporaryFiles.folder());
        try {
            Set<String> taken = new HashSet<>();
            for (Source module : workspace.modules().values()) {
                String name = module.name();
                if (!PLAIN.matcher(name).matches() || !taken.add(name.toLowerCase(Locale.ROOT))) {
                    name = "module-" + folder.files.size() + (name.endsWith("_test.rego") ? "_test.rego" : ".rego");
                    taken.add(name);
                }
                Files.writeString(folder.path.resolve(name), text(module, workspace));
                folder.names.put(name, module.name());
                folder.files.add(name);
            }
            return folder;
        } catch (IOException | RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    /** OPA reads v2 only in modules that import it; the import is added on the row of the package, so that no row moves. */
    private static String text(Source module, Workspace workspace) {
        String text = module.text();
        if (workspace.version() != RegoVersion.V2 || text.contains("import rego.v2")) {
            return text;
        }
        return workspace
                .parse(module)
                .tree()
                .flatMap(tree -> tree.pkg().path().origin().span())
                .map(Span::end)
                .map(end -> text.substring(0, end) + " import rego.v2" + text.substring(end))
                .orElse(text);
    }

    Path path() {
        return path;
    }

    /** The files of the modules, relative to the folder. */
    List<String> files() {
        return files;
    }

    /** The bytes that OPA has to read. */
    long bytes() throws IOException {
        try (Stream<Path> all = Files.list(path)) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /** The name of the module that OPA calls by this file; the name itself if it is none. */
    String moduleOf(String file) {
        String plain = file.startsWith("./") ? file.substring(2) : file;
        return names.getOrDefault(plain, file);
    }

    @Override
    public void close() {
        TemporaryFiles.delete(path);
    }
}
