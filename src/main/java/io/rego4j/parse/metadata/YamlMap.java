package io.rego4j.parse.metadata;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decoded mapping. OPA treats one whose keys are all strings unlike one with keys of any kind. */
public final class YamlMap {
    /** True if some key is not a string. */
    final boolean general;

    public final Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();

    YamlMap(boolean general) {
        this.general = general;
    }
}
