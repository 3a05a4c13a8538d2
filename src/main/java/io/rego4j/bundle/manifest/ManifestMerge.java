package io.rego4j.bundle.manifest;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.Manifest;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Merges the manifests of bundles that are merged. */
public final class ManifestMerge {
    private ManifestMerge() {}

    /**
     * Both manifests as one: all roots, resolvers and metadata. The revision is that of the left, if it has one.
     *
     * @param modules the policies of the right bundle: each of another version than the left's gets an entry of its own
     * @throws BundleException if the roots overlap, or both have another value for a key of the metadata
     */
    public static Manifest of(Manifest left, Manifest right, List<String> modules) {
        List<String> roots = new ArrayList<>(left.roots());
        if (left.roots().equals(Roots.ALL)) {
            roots = right.roots();
        } else if (!right.roots().equals(Roots.ALL)) {
            roots.addAll(right.roots());
        }
        Map<String, @Nullable Object> metadata = new TreeMap<>(left.metadata());
        right.metadata().forEach((key, value) -> {
            if (metadata.containsKey(key) && !Objects.equals(metadata.get(key), value)) {
                throw new BundleException("two manifests have different metadata for \"" + key + "\"");
            }
            metadata.put(key, value);
        });
        List<Manifest.WasmResolver> wasm = new ArrayList<>(left.wasm());
        wasm.addAll(right.wasm());
        return new Manifest(
                left.revision().isEmpty() ? right.revision() : left.revision(),
                roots,
                left.regoVersion() == null ? right.regoVersion() : left.regoVersion(),
                versions(left, right, modules),
                wasm,
                metadata);
    }

    private static Map<String, RegoVersion> versions(Manifest left, Manifest right, List<String> modules) {
        Map<String, RegoVersion> versions = new TreeMap<>(left.fileRegoVersions());
        versions.putAll(right.fileRegoVersions());
        RegoVersion whole = left.regoVersion();
        for (String module : modules) {
            RegoVersion own = right.regoVersionOf(module);
            if (whole != null && !whole.equals(own == null ? RegoVersion.V1 : own)) {
                versions.put("/" + module, own == null ? RegoVersion.V1 : own);
            }
        }
        return versions;
    }
}
