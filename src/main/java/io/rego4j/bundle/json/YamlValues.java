package io.rego4j.bundle.json;

import io.rego4j.bundle.BundleException;
import io.rego4j.bundle.JsonNumber;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** YAML documents as the JSON values that OPA makes of them, the first document only. */
public final class YamlValues {
    private YamlValues() {}

    public static @Nullable Object parse(String file, byte[] yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setSchema(new YamlSchema())
                .setAllowDuplicateKeys(false)
                .setMaxAliasesForCollections(50)
                .setCodePointLimit(Integer.MAX_VALUE)
                .build();
        try {
            Iterator<Object> documents =
                    new Load(settings).loadAllFromString(text(yaml)).iterator();
            @Nullable Object value = documents.hasNext() ? documents.next() : null;
            // The rest of the stream must be YAML too.
            documents.forEachRemaining(document -> {});
            return JsonValues.of(plain(value));
        } catch (YamlEngineException | IllegalArgumentException e) {
            throw new BundleException(file + ": not YAML: " + e.getMessage(), e);
        }
    }

    private static String text(byte[] yaml) {
        String text = new String(yaml, StandardCharsets.UTF_8);
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> object = JsonValues.newObject();
            map.forEach((key, element) -> object.put(key(key), plain(element)));
            return object;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> array = new ArrayList<>(list.size());
            list.forEach(element -> array.add(plain(element)));
            return array;
        }
        return value;
    }

    private static String key(@Nullable Object key) {
        Object json = JsonValues.of(key);
        if (json instanceof String || json instanceof JsonNumber || json instanceof Boolean) {
            return json.toString();
        }
        throw new BundleException("a key of a YAML mapping must be a string, a number or a boolean, not " + key);
    }
}
