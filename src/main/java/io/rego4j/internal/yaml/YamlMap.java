package io.rego4j.internal.yaml;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A decoded mapping. Go decodes one with string keys only to {@code map[string]any}, any other to {@code map[any]any}. */
public final class YamlMap {
    /** True if some key is not a string. */
    public final boolean general;

    public final Map<@Nullable Object, @Nullable Object> entries = new LinkedHashMap<>();

    public YamlMap(boolean general) {
        this.general = general;
    }
}
