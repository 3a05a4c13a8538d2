package io.rego4j.bundle.content;

import io.rego4j.bundle.Bundle;
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

    public static void check(Bundle bundle) {
        List<String> roots = bundle.manifest().roots();
        for (BundleFile module : bundle.modules()) {
            List<String> path = PackageClause.of(module.text());
            if (path != null && !Roots.own(roots, path)) {
                throw new BundleException(module.path() + ": package " + String.join(".", path)
                        + " lies outside of the roots " + roots + " of the bundle");
            }
        }
        checkData(roots, new ArrayList<>(), bundle.data());
        checkWasm(bundle);
        for (PatchOperation step : bundle.patch()) {
            if (!Roots.own(roots, Roots.parts(step.path()))) {
                throw new BundleException(
                        "the patch at /" + step.path() + " lies outside of the roots " + roots + " of the bundle");
            }
        }
        if (bundle.isDelta() && bundle.files().stream().anyMatch(file -> !file.isPatch() && !file.isManifest())) {
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

    private static void checkWasm(Bundle bundle) {
        Set<String> entrypoints = new HashSet<>();
        for (Manifest.WasmResolver resolver : bundle.manifest().wasm()) {
            String module = resolver.module().replaceFirst("^/", "");
            if (bundle.files().stream()
                    .noneMatch(file -> file.isWasm() && file.path().equals(module))) {
                throw new BundleException(
                        "the manifest names the module " + resolver.module() + ", which is not in the bundle");
            }
            if (!Roots.own(bundle.manifest().roots(), Roots.parts(resolver.entrypoint()))) {
                throw new BundleException("the entry point " + resolver.entrypoint() + " lies outside of the roots "
                        + bundle.manifest().roots() + " of the bundle");
            }
            if (!entrypoints.add(resolver.entrypoint())) {
                throw new BundleException(
                        "the entry point " + resolver.entrypoint() + " belongs to more than one module");
            }
        }
    }
}
