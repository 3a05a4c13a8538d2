package io.rego4j.bundle;

import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.bundle.manifest.FilePattern;
import io.rego4j.bundle.manifest.Roots;
import io.rego4j.source.RegoVersion;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The manifest of a bundle: OPA's {@code .manifest}.
 *
 * @param revision the name of this state of the bundle; may be empty
 * @param roots the paths of {@code data} that the bundle owns; {@code [""]} owns all
 * @param regoVersion the version of all its policies; null where the manifest does not say
 * @param fileRegoVersions versions of single files: from a path, which starts with {@code /}, or a pattern
 * @param wasm the compiled modules and their entry points
 * @param metadata any metadata of the author; JSON values
 */
public record Manifest(
        String revision,
        List<String> roots,
        @Nullable RegoVersion regoVersion,
        Map<String, RegoVersion> fileRegoVersions,
        List<WasmResolver> wasm,
        Map<String, @Nullable Object> metadata) {
    /** A manifest without any entry: OPA writes no file for it. */
    public static final Manifest EMPTY = new Manifest("", Roots.ALL, null, Map.of(), List.of(), Map.of());

    /**
     * A compiled module.
     *
     * @param entrypoint the decision that it answers, with {@code /} between the parts
     * @param module the path of the module in the bundle, with {@code /} in front
     * @param annotations METADATA of the entry point as JSON values
     */
    public record WasmResolver(String entrypoint, String module, List<@Nullable Object> annotations) {
        public WasmResolver {
            Objects.requireNonNull(entrypoint, "entrypoint");
            Objects.requireNonNull(module, "module");
            annotations = Collections.unmodifiableList(annotations);
        }
    }

    /**
     * Checks the roots and the patterns.
     *
     * @throws BundleException if roots overlap or a pattern is malformed
     */
    public Manifest {
        Objects.requireNonNull(revision, "revision");
        roots = Roots.checked(roots);
        fileRegoVersions = Collections.unmodifiableMap(new TreeMap<>(fileRegoVersions));
        fileRegoVersions.keySet().forEach(FilePattern::check);
        wasm = List.copyOf(wasm);
        metadata = Collections.unmodifiableMap(metadata);
    }

    /** The version of one policy: of the first pattern that its path matches, else of the bundle; null if neither is set. */
    public @Nullable RegoVersion regoVersionOf(String path) {
        String absolute = path.startsWith("/") ? path : "/" + path;
        return fileRegoVersions.entrySet().stream()
                .filter(entry -> FilePattern.matches(entry.getKey(), absolute))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(regoVersion);
    }

    /** The same manifest with another revision. */
    public Manifest withRevision(String revision) {
        return new Manifest(revision, roots, regoVersion, fileRegoVersions, wasm, metadata);
    }

    /** The same manifest with other roots. */
    public Manifest withRoots(List<String> roots) {
        return new Manifest(revision, roots, regoVersion, fileRegoVersions, wasm, metadata);
    }

    /** The same manifest with another version for all policies; null for none. */
    public Manifest withRegoVersion(@Nullable RegoVersion regoVersion) {
        return new Manifest(revision, roots, regoVersion, fileRegoVersions, wasm, metadata);
    }

    /** The same manifest with other versions of single files. */
    public Manifest withFileRegoVersions(Map<String, RegoVersion> fileRegoVersions) {
        return new Manifest(revision, roots, regoVersion, fileRegoVersions, wasm, metadata);
    }

    /**
     * The same manifest with other metadata.
     *
     * @param metadata anything that can be written as a JSON object
     */
    public Manifest withMetadata(Map<String, ?> metadata) {
        return new Manifest(
                revision, roots, regoVersion, fileRegoVersions, wasm, JsonDocuments.objectOf("metadata", metadata));
    }
}
