package io.rego4j.bundle.manifest;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.Manifest;
import io.rego4j.bundle.json.DataDocuments;
import io.rego4j.bundle.json.JsonDocuments;
import io.rego4j.source.RegoVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The manifest as the JSON document {@code .manifest}, with the keys that OPA 1.22 knows; others are ignored. */
public final class ManifestJson {
    private ManifestJson() {}

    public static Manifest read(BundleFile file) {
        String path = file.path();
        Map<String, @Nullable Object> json = JsonDocuments.object(path, DataDocuments.json(file));
        Map<String, RegoVersion> versions = new LinkedHashMap<>();
        JsonDocuments.object(path, json.get("file_rego_versions"))
                .forEach((name, version) -> versions.put(name, version(path, version)));
        List<Manifest.WasmResolver> wasm = new ArrayList<>();
        for (Object element : JsonDocuments.list(path, "wasm", json.get("wasm"))) {
            Map<String, @Nullable Object> resolver = JsonDocuments.object(path, element);
            wasm.add(new Manifest.WasmResolver(
                    JsonDocuments.string(path, "entrypoint", resolver.get("entrypoint")),
                    JsonDocuments.string(path, "module", resolver.get("module")),
                    JsonDocuments.list(path, "annotations", resolver.get("annotations"))));
        }
        List<String> roots = new ArrayList<>();
        if (json.get("roots") == null) {
            roots.addAll(Roots.ALL);
        } else {
            JsonDocuments.list(path, "roots", json.get("roots"))
                    .forEach(root -> roots.add(JsonDocuments.string(path, "roots", root)));
        }
        Object version = json.get("rego_version");
        return new Manifest(
                JsonDocuments.string(path, "revision", json.get("revision")),
                roots,
                version == null ? null : version(path, version),
                versions,
                wasm,
                JsonDocuments.object(path, json.get("metadata")));
    }

    public static BundleFile write(Manifest manifest) {
        Map<String, @Nullable Object> json = JsonDocuments.newObject();
        json.put("revision", manifest.revision());
        json.put("roots", manifest.roots());
        if (!manifest.wasm().isEmpty()) {
            json.put("wasm", manifest.wasm().stream().map(ManifestJson::write).toList());
        }
        RegoVersion version = manifest.regoVersion();
        if (version != null) {
            json.put("rego_version", version.ordinal());
        }
        if (!manifest.fileRegoVersions().isEmpty()) {
            Map<String, @Nullable Object> versions = JsonDocuments.newObject();
            manifest.fileRegoVersions().forEach((path, each) -> versions.put(path, each.ordinal()));
            json.put("file_rego_versions", versions);
        }
        if (!manifest.metadata().isEmpty()) {
            json.put("metadata", manifest.metadata());
        }
        return BundleFile.of(".manifest", JsonDocuments.write(JsonDocuments.of(json)));
    }

    private static Map<String, @Nullable Object> write(Manifest.WasmResolver resolver) {
        Map<String, @Nullable Object> json = JsonDocuments.newObject();
        json.put("entrypoint", resolver.entrypoint());
        json.put("module", resolver.module());
        if (!resolver.annotations().isEmpty()) {
            json.put("annotations", resolver.annotations());
        }
        return json;
    }

    static RegoVersion version(String path, @Nullable Object number) {
        if (number instanceof Number version && version.toString().matches("[012]")) {
            return RegoVersion.values()[version.intValue()];
        }
        throw new BundleException(path + ": " + number + " is no version of Rego: use 0, 1 or 2");
    }
}
