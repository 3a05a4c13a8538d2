package io.rego4j.bundle.json;

import io.rego4j.bundle.BundleException;
import io.rego4j.internal.yaml.YamlData;
import io.rego4j.internal.yaml.YamlException;
import io.rego4j.source.Source;
import org.jspecify.annotations.Nullable;

/** YAML documents as the JSON values that OPA makes of them, the first document only. */
public final class YamlValues {
    private YamlValues() {}

    public static @Nullable Object parse(String file, byte[] yaml) {
        Source source = Source.of(file, yaml);
        if (source.invalidAt() >= 0) {
            throw new BundleException(file + ": not YAML: it is not UTF-8");
        }
        String text = source.text();
        try {
            return JsonDocuments.of(YamlData.read(text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (YamlException e) {
            throw new BundleException(file + ": not YAML: " + e.text(), e);
        }
    }
}
