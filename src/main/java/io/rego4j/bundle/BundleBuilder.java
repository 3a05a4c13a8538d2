package io.rego4j.bundle;

import io.rego4j.ast.RegoModule;
import io.rego4j.bundle.content.BundleData;
import io.rego4j.bundle.content.CanonicalModule;
import io.rego4j.bundle.content.FolderFiles;
import io.rego4j.bundle.json.DataDocuments;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.json.YamlValues;
import io.rego4j.bundle.manifest.FilePattern;
import io.rego4j.bundle.manifest.ManifestJson;
import io.rego4j.bundle.manifest.ManifestMerge;
import io.rego4j.opa.DocumentPath;
import io.rego4j.source.RegoVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Builds a bundle. Each method returns this builder; {@link #build()} checks the whole bundle. */
public final class BundleBuilder {
    private final Map<String, BundleFile> files = new TreeMap<>();
    private final BundleData data = new BundleData();
    private Manifest manifest = Manifest.EMPTY;
    private List<String> ignored = List.of();
    /** Revisions of bundles that were added; where there are several, {@link #revision} must choose. */
    private final Set<String> revisions = new TreeSet<>();

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
        data.insert("data", List.of(), JsonDocuments.of(object));
        return this;
    }

    /**
     * Puts a value at a place in {@code data}.
     *
     * @param name such as {@code users.ann}, or {@code data.users.ann}, which is the same
     * @param value any value that can be written as JSON
     */
    public BundleBuilder data(String name, @Nullable Object value) {
        data.insert(name, DocumentPath.of(name).keys(), JsonDocuments.of(value));
        return this;
    }

    /** Merges a JSON document at the root; {@code name} is shown in errors. */
    public BundleBuilder json(String name, String document) {
        data.insert(name, List.of(), JsonDocuments.parse(name, document.getBytes(StandardCharsets.UTF_8)));
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
            data.insert(file.path(), BundleData.pathOf(file), DataDocuments.of(file));
        } else if (files.putIfAbsent(file.path(), file) != null) {
            throw new BundleException(file.path() + ": there is a file of that path already");
        }
        return this;
    }

    /**
     * Ignores files and folders of these names in {@link #policies} and {@link #dataFile}, as OPA's {@code --ignore}.
     *
     * @param patterns patterns of names, such as {@code .*} or {@code *_fixture.json}
     */
    public BundleBuilder ignoring(List<String> patterns) {
        patterns.forEach(FilePattern::check);
        ignored = List.copyOf(patterns);
        return this;
    }

    /**
     * Adds a policy file, or all policies, data files and compiled modules of a folder under their paths in it. Tests, which
     * end in {@code _test.rego}, stay out: no decision needs them. A folder's own {@code .manifest} is merged as one of
     * {@link #add}.
     *
     * @throws IOException if something cannot be read
     * @throws BundleException if there is nothing to add, or something is there already
     */
    public BundleBuilder policies(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            String name = fileOrFolder.getFileName().toString();
            if (!name.endsWith(".rego")) {
                throw new BundleException(fileOrFolder + ": a policy ends in .rego");
            }
            return file(BundleFile.owning(name, Files.readAllBytes(fileOrFolder)));
        }
        List<BundleFile> content = FolderFiles.of(fileOrFolder, ignored);
        if (content.isEmpty()) {
            throw new BundleException(fileOrFolder + ": there are no policies and no data here");
        }
        return add(Bundle.manifestOf(content), content);
    }

    /**
     * Adds all of another bundle but its signature: its files, and what its manifest says. The roots are joined, and policies
     * keep their version of Rego. Where two bundles have different revisions, {@link #revision} must be called afterwards.
     *
     * @throws BundleException if it is a delta, roots overlap, or something is there already
     */
    public BundleBuilder add(Bundle bundle) {
        if (bundle.isDelta()) {
            throw new BundleException("a delta bundle holds changes and no content of its own");
        }
        return add(bundle.manifest(), bundle.files());
    }

    private BundleBuilder add(Manifest other, List<BundleFile> content) {
        List<String> modules = content.stream()
                .filter(BundleFile::isModule)
                .map(BundleFile::path)
                .toList();
        if (!other.revision().isEmpty()) {
            revisions.add(other.revision());
        }
        manifest = ManifestMerge.of(manifest, other, modules);
        content.stream().filter(file -> !file.isManifest()).forEach(this::file);
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
        if (Files.isDirectory(fileOrFolder)) {
            FolderFiles.of(fileOrFolder, ignored).stream()
                    .filter(BundleFile::isData)
                    .forEach(this::file);
            return this;
        }
        String name = fileOrFolder.toString();
        byte[] bytes = Files.readAllBytes(fileOrFolder);
        if (name.endsWith(".json")) {
            data.insert(name, List.of(), JsonDocuments.parse(name, bytes));
        } else if (name.endsWith(".yaml") || name.endsWith(".yml")) {
            data.insert(name, List.of(), YamlValues.parse(name, bytes));
        } else {
            throw new BundleException(name + ": data is a file that ends in .json, .yaml or .yml");
        }
        return this;
    }

    /** Sets the whole manifest. */
    public BundleBuilder manifest(Manifest manifest) {
        this.manifest = manifest;
        return this;
    }

    /** Names this state of the bundle. */
    public BundleBuilder revision(String revision) {
        revisions.clear();
        return manifest(manifest.withRevision(revision));
    }

    /** Sets the paths of {@code data} that the bundle owns; without this it owns all. */
    public BundleBuilder roots(String... roots) {
        return manifest(manifest.withRoots(List.of(roots)));
    }

    /** Sets the version of Rego of all policies in the manifest. */
    public BundleBuilder regoVersion(RegoVersion version) {
        return manifest(manifest.withRegoVersion(version));
    }

    /** Sets the version of Rego of one policy, or of all that a pattern matches, in the manifest. */
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
     * @throws BundleException if something lies outside of the roots, or the bundle is not valid for OPA otherwise
     */
    public Bundle build() {
        if (revisions.size() > 1) {
            throw new BundleException("the bundles have the revisions " + revisions + ": name that of the whole");
        }
        Map<String, @Nullable Object> all = data.toMap();
        List<BundleFile> content = new ArrayList<>(files.values());
        content.add(BundleFile.owning("data.json", JsonDocuments.write(all)));
        if (!manifest.equals(Manifest.EMPTY)) {
            content.add(ManifestJson.write(manifest));
        }
        return Bundle.of(content, manifest, all);
    }
}
