package io.rego4j.bundle.content;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.BundleFile;
import io.rego4j.bundle.Manifest;
import io.rego4j.bundle.PatchOperation;
import io.rego4j.bundle.manifest.Roots;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** OPA's rules for a bundle as a whole: everything in it must lie under its roots, and a delta holds a patch only. */
public final class BundleCheck {
    private BundleCheck() {}

    /**
     * Checks the whole.
     *
     * @param data all data of the bundle
     * @param patch the steps of a delta bundle; empty for any other
     */
    public static void check(
            Manifest manifest, List<BundleFile> files, Map<String, @Nullable Object> data, List<PatchOperation> patch) {
        List<String> roots = manifest.roots();
        boolean ownsAll = Roots.own(roots, List.of());
        for (BundleFile module : files.stream().filter(BundleFile::isModule).toList()) {
            List<String> path = ownsAll ? null : PackageClause.of(module.text());
            if (path != null && !Roots.own(roots, path)) {
                throw new BundleException(module.path() + ": package " + String.join(".", path)
                        + " lies outside of the roots " + roots + " of the bundle");
            }
        }
        checkData(roots, new ArrayList<>(), data);
        checkWasm(manifest, files);
        for (PatchOperation step : patch) {
            if (!Roots.own(roots, Roots.parts(step.path()))) {
                throw new BundleException(
                        "the patch at /" + step.path() + " lies outside of the roots " + roots + " of the bundle");
            }
        }
        if (!patch.isEmpty() && files.stream().anyMatch(file -> !file.isPatch() && !file.isManifest())) {
            throw new BundleException("a delta bundle holds a patch and a manifest and nothing else");
        }
    }

    private static void checkData(List<String> roots, List<String> path, @Nullable Object node) {
        if (Roots.own(roots, path.isEmpty() ? List.of("") : path)) {
            return;
        }
        if (!(node instanceof Map<?, ?> object) || !path.isEmpty() && !Roots.leadThrough(roots, path)) {
            throw new BundleException(
                    "data at /" + String.join("/", path) + " lies outside of the roots " + roots + " of the bundle");
        }
        object.forEach((key, value) -> {
            path.add((String) key);
            checkData(roots, path, value);
            path.remove(path.size() - 1);
        });
    }

    private static void checkWasm(Manifest manifest, List<BundleFile> files) {
        Set<String> entrypoints = new HashSet<>();
        for (Manifest.WasmResolver resolver : manifest.wasm()) {
            String module = resolver.module().replaceFirst("^/", "");
            if (files.stream().noneMatch(file -> file.isWasm() && file.path().equals(module))) {
                throw new BundleException(
                        "the manifest names the module " + resolver.module() + ", which is not in the bundle");
            }
            if (!Roots.own(manifest.roots(), Roots.parts(resolver.entrypoint()))) {
                throw new BundleException("the entry point " + resolver.entrypoint() + " lies outside of the roots "
                        + manifest.roots() + " of the bundle");
            }
            if (!entrypoints.add(resolver.entrypoint())) {
                throw new BundleException(
                        "the entry point " + resolver.entrypoint() + " belongs to more than one module");
            }
        }
    }
}
