package io.rego4j.migrate;

import io.rego4j.ast.RegoModule;
import io.rego4j.ast.RegoPackage;
import io.rego4j.ast.Rule;
import io.rego4j.ast.VarTerm;
import io.rego4j.parse.ParseOptions;
import io.rego4j.parse.RegoParser;
import io.rego4j.source.RegoVersion;
import io.rego4j.source.Source;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The names of rules by package, in the files of a run and in the policies of their folders: a renamed variable must not take the
 * name of a rule of its package in any file. The files are read on the first request, which few runs make.
 */
public final class PackageNames {
    private final Collection<Path> files;
    private @Nullable Map<String, Set<String>> names;

    /** The names in these files and in those of their folders. */
    public PackageNames(Collection<Path> files) {
        this.files = List.copyOf(files);
    }

    /** The names of the rules of a package, as far as they are known. */
    public Set<String> of(RegoPackage pkg) {
        return known().getOrDefault(pkg.path().toString(), Set.of());
    }

    /** The names of the rules of all packages. */
    Set<String> all() {
        Set<String> all = new HashSet<>();
        known().values().forEach(all::addAll);
        return all;
    }

    private synchronized Map<String, Set<String>> known() {
        Map<String, Set<String>> known = names;
        if (known == null) {
            known = new HashMap<>();
            for (Path file : withNeighbours()) {
                RegoModule module = module(file);
                if (module != null) {
                    known.computeIfAbsent(module.pkg().path().toString(), ignored -> new HashSet<>())
                            .addAll(of(module));
                }
            }
            names = known;
        }
        return known;
    }

    /** The names of the rules of the package of a policy. */
    public Set<String> of(Source policy) {
        RegoModule module = module(policy);
        return module == null ? Set.of() : of(module.pkg());
    }

    /** The names of the rules of one module. */
    public static Set<String> of(RegoModule module) {
        Set<String> found = new HashSet<>();
        for (Rule rule : module.rules()) {
            if (rule.head().ref().head() instanceof VarTerm name) {
                found.add(name.name());
            }
        }
        return found;
    }

    private Set<Path> withNeighbours() {
        Set<Path> all = new TreeSet<>(files);
        Set<Path> folders = new HashSet<>();
        for (Path file : files) {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null && folders.add(folder)) {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, "*.rego")) {
                    entries.forEach(all::add);
                } catch (IOException | DirectoryIteratorException e) {
                    // What cannot be read is not known.
                }
            }
        }
        return all;
    }

    private static @Nullable RegoModule module(Path file) {
        try {
            return module(Source.read(file));
        } catch (IOException e) {
            return null; // What cannot be read is not known.
        }
    }

    /** The module of a text in the version that reads it; null if none does. */
    private static @Nullable RegoModule module(Source source) {
        for (RegoVersion version : List.of(RegoVersion.V1, RegoVersion.V0, RegoVersion.V2)) {
            var reading = RegoParser.parse(source, ParseOptions.of(version).withAnnotations(false));
            if (reading.isSuccess()) {
                return reading.orThrow();
            }
        }
        return null;
    }
}
