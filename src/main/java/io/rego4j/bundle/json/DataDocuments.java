package io.rego4j.bundle.json;

import io.rego4j.bundle.BundleFile;
import org.jspecify.annotations.Nullable;

/** The documents in files of a bundle. */
public final class DataDocuments {
    private DataDocuments() {}

    /** True for data and manifests in JSON: OPA hashes the document in it and not its bytes. */
    public static boolean isDocument(BundleFile file) {
        return file.isData() || file.name().equals(".manifest");
    }

    /** The document in a data file or a manifest, JSON or YAML by its name. */
    public static @Nullable Object of(BundleFile file) {
        return file.isData() && !file.name().equals("data.json")
                ? YamlValues.parse(file.path(), file.bytes())
                : json(file);
    }

    /** The document in a JSON file of any name. */
    public static @Nullable Object json(BundleFile file) {
        return JsonDocuments.parse(file.path(), file.bytes());
    }
}
