package io.rego4j.bundle;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.content.BundleData;
import io.rego4j.bundle.content.CanonicalModule;
import io.rego4j.bundle.json.JsonValues;
import io.rego4j.bundle.json.YamlValues;
import io.rego4j.bundle.manifest.ManifestJson;
import io.rego4j.bundle.manifest.Roots;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Collects what goes into a bundle. Each method returns this builder; {@link #build()} checks the whole. */
public final class BundleBuilder {
    private final Map<String, BundleFile> files = new TreeMap<>();
    private final BundleData data = new BundleData();
    private Manifest manifest = Manifest.EMPTY;

    BundleBuilder() {}

    /**
     * Adds a policy.
     *
     * @param path where it lies in the bundle, for instance {@code authz/policy.rego}
     * @param text the policy
     */
    public BundleBuilder module(String path, String text) {
        if (!path.endsWith(".rego")) {
            throw new BundleException(path + ": OPA takes a file for a policy only if it ends in .rego");
        }
        return file(BundleFile.of(path, text));
    }

    /**
     * Adds a policy that was built or parsed, in canonical text of the version that the manifest gives it.
     *
     * @throws BundleException if the tree cannot be written in that version
     */
    public BundleBuilder module(String path, RegoModule module) {
        RegoVersion version = manifest.regoVersionOf(path);
        return module(path, CanonicalModule.of(path, module, version == null ? RegoVersion.V1 : version));
    }

    /**
     * Merges data at the root.
     *
     * @param object a map, or anything that is written as a JSON object, such as a record
     */
    public BundleBuilder data(Object object) {
        data.insert("data", List.of(), JsonValues.of(object));
        return this;
    }

    /**
     * Puts data under a path.
     *
     * @param path the path under {@code data}, with {@code /} between the parts
     * @param value any value that can be written as JSON
     */
    public BundleBuilder data(String path, @Nullable Object value) {
        String plain = path.replaceAll("^/+|/+$", "");
        data.insert(path, plain.isEmpty() ? List.of() : Roots.parts(plain), JsonValues.of(value));
        return this;
    }

    /** Merges a JSON document at the root; {@code name} is shown in errors. */
    public BundleBuilder json(String name, String document) {
        data.insert(name, List.of(), JsonValues.parse(name, document.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /** Merges a YAML document at the root; {@code name} is shown in errors. */
    public BundleBuilder yaml(String name, String document) {
        data.insert(name, List.of(), YamlValues.parse(name, document.getBytes(StandardCharsets.UTF_8)));
        return this;
    }

    /**
     * Adds a file by its name: policies and compiled modules as they are, data merged under its folder.
     *
     * @throws BundleException if there is a file of that path already, or it is a manifest or a signature
     */
    public BundleBuilder file(BundleFile file) {
        if (file.isManifest() || file.isSignatures() || file.isPatch()) {
            throw new BundleException(file.path() + ": is written by the bundle itself");
        }
        if (file.isData()) {
            data.insert(file.path(), BundleData.pathOf(file), file.structured());
        } else if (files.putIfAbsent(file.path(), file) != null) {
            throw new BundleException(file.path() + ": there is a file of that path already");
        }
        return this;
    }

    /**
     * Adds a policy file, or all policies and data files of a folder under their paths in it. Tests, which end in {@code
     * _test.rego}, stay out: no decision needs them.
     *
     * @throws IOException if something cannot be read
     * @throws BundleException if there is nothing to add
     */
    public BundleBuilder policies(Path fileOrFolder) throws IOException {
        boolean folder = Files.isDirectory(fileOrFolder);
        int before = files.size();
        for (Path path : filesOf(fileOrFolder)) {
            String name = (folder ? fileOrFolder.relativize(path) : path.getFileName())
                    .toString()
                    .replace('\\', '/');
            BundleFile file = BundleFile.owning(name, Files.readAllBytes(path));
            if (file.isModule() && !name.endsWith("_test.rego") || folder && file.isData()) {
                file(file);
            }
        }
        if (files.size() == before) {
            throw new BundleException(fileOrFolder + ": there is no policy here that ends in .rego");
        }
        return this;
    }

    /**
     * Merges a JSON or YAML file at the root, or the {@code data.json} and {@code data.yaml} files of a folder under their
     * paths in it.
     *
     * @throws IOException if something cannot be read
     * @throws BundleException if a file is neither JSON nor YAML
     */
    public BundleBuilder dataFile(Path fileOrFolder) throws IOException {
        boolean folder = Files.isDirectory(fileOrFolder);
        for (Path path : filesOf(fileOrFolder)) {
            byte[] bytes = Files.readAllBytes(path);
            String name = path.toString();
            if (folder) {
                BundleFile file = BundleFile.owning(
                        fileOrFolder.relativize(path).toString().replace('\\', '/'), bytes);
                if (file.isData()) {
                    file(file);
                }
            } else if (name.endsWith(".json")) {
                data.insert(name, List.of(), JsonValues.parse(name, bytes));
            } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
                data.insert(name, List.of(), YamlValues.parse(name, bytes));
            } else {
                throw new BundleException(name + ": data is a file that ends in .json, .yaml or .yml");
            }
        }
        return this;
    }

    private static List<Path> filesOf(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        try (Stream<Path> walk = Files.walk(fileOrFolder)) {
            return walk.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /** Sets the whole manifest. */
    public BundleBuilder manifest(Manifest manifest) {
        this.manifest = manifest;
        return this;
    }

    /** Names this state of the bundle. */
    public BundleBuilder revision(String revision) {
        return manifest(manifest.withRevision(revision));
    }

    /** Sets the paths of {@code data} that the bundle owns; without this it owns all. */
    public BundleBuilder roots(String... roots) {
        return manifest(manifest.withRoots(List.of(roots)));
    }

    /** Says in which version of Rego the policies are written. */
    public BundleBuilder regoVersion(RegoVersion version) {
        return manifest(manifest.withRegoVersion(version));
    }

    /** Says in which version of Rego one policy is written, or all that a pattern matches. */
    public BundleBuilder regoVersion(String pathOrPattern, RegoVersion version) {
        Map<String, RegoVersion> versions = new TreeMap<>(manifest.fileRegoVersions());
        versions.put(
                pathOrPattern.startsWith("/") || pathOrPattern.startsWith("*") ? pathOrPattern : "/" + pathOrPattern,
                version);
        return manifest(manifest.withFileRegoVersions(versions));
    }

    /** Sets the metadata of the manifest. */
    public BundleBuilder metadata(Map<String, ?> metadata) {
        return manifest(manifest.withMetadata(metadata));
    }

    /**
     * The bundle.
     *
     * @throws BundleException if something lies outside of the roots, or breaks another rule of OPA's
     */
    public Bundle build() {
        List<BundleFile> all = new ArrayList<>(files.values());
        all.add(BundleFile.owning("data.json", JsonValues.write(data.toMap())));
        if (!manifest.equals(Manifest.EMPTY)) {
            all.add(ManifestJson.write(manifest));
        }
        return Bundle.of(all, null);
    }
}
