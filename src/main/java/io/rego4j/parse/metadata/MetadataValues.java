package io.rego4j.parse.metadata;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.NumberTerm;
import io.rego4j.internal.go.GoText;
import io.rego4j.internal.go.GoUrl;
import io.rego4j.internal.yaml.YamlErrorText;
import io.rego4j.internal.yaml.YamlMap;
import io.rego4j.internal.yaml.YamlScalar;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The free values in METADATA: authors, related resources, and custom values, from decoded YAML. */
final class MetadataValues {
    private MetadataValues() {}

    /** A link: an address, or a map with {@code ref} and {@code description}. */
    static Annotations.RelatedResource resource(@Nullable Object item) throws MetadataException {
        try {
            Object value = withStringKeys(item, List.of());
            if (value instanceof String address) {
                if (address.isEmpty()) {
                    throw new MetadataException("ref URL may not be empty string");
                }
                return new Annotations.RelatedResource(normalized(address), "");
            } else if (value instanceof YamlMap map) {
                String address = text(map, "ref");
                if (address.isEmpty()) {
                    throw new MetadataException("'ref' value required in object");
                }
                return new Annotations.RelatedResource(normalized(address), text(map, "description"));
            }
            throw new MetadataException("invalid value type, must be string or map");
        } catch (MetadataException | GoUrl.Malformed e) {
            throw new MetadataException(
                    "invalid related-resource definition " + YamlErrorText.format(item) + ": " + e.getMessage());
        }
    }

    private static String normalized(String address) throws GoUrl.Malformed {
        return GoUrl.text(GoUrl.parse(address).written());
    }

    /** A person: a text that may end in {@code <address>}, or a map with {@code name} and {@code email}. */
    static Annotations.Author author(@Nullable Object item) throws MetadataException {
        try {
            Object value = withStringKeys(item, List.of());
            if (value instanceof String text) {
                return author(text);
            } else if (value instanceof YamlMap map) {
                String name = text(map, "name");
                String email = text(map, "email");
                if (name.isEmpty() && email.isEmpty()) {
                    throw new MetadataException("'name' and/or 'email' values required in object");
                }
                return new Annotations.Author(name, email);
            }
            throw new MetadataException("invalid value type, must be string or map");
        } catch (MetadataException e) {
            throw new MetadataException("invalid author definition " + YamlErrorText.format(item) + ": " + e.text());
        }
    }

    private static Annotations.Author author(String text) throws MetadataException {
        List<String> words = GoText.words(text);
        if (words.isEmpty()) {
            throw new MetadataException("author is an empty string");
        }
        String last = words.get(words.size() - 1);
        if (last.length() >= 2 && last.startsWith("<") && last.endsWith(">")) {
            String name = String.join(" ", words.subList(0, words.size() - 1));
            return new Annotations.Author(name, last.substring(1, last.length() - 1));
        }
        return new Annotations.Author(String.join(" ", words), "");
    }

    private static String text(YamlMap map, String key) {
        return map.entries.get(key) instanceof String text ? GoText.trim(text) : "";
    }

    /**
     * A value in which each map that OPA looks into has strings for keys. OPA looks into lists and into maps with keys of
     * any kind, not into those whose keys are all strings.
     */
    static @Nullable Object withStringKeys(@Nullable Object value, List<String> path) throws MetadataException {
        if (value instanceof YamlMap map && map.general) {
            YamlMap result = new YamlMap(false);
            for (Map.Entry<@Nullable Object, @Nullable Object> entry : map.entries.entrySet()) {
                if (!(entry.getKey() instanceof String key)) {
                    throw new MetadataException("invalid map key type(s): " + String.join("/", path));
                }
                result.entries.put(key, withStringKeys(entry.getValue(), added(path, key)));
            }
            return result;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            for (int i = 0; i < list.size(); i++) {
                result.add(withStringKeys(list.get(i), added(path, String.valueOf(i))));
            }
            return result;
        }
        return value;
    }

    private static List<String> added(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }

    /** A value as annotations hold it. */
    static @Nullable Object frozen(@Nullable Object value) {
        if (value instanceof YamlMap map) {
            Map<String, @Nullable Object> result = new LinkedHashMap<>();
            map.entries.forEach(
                    (key, item) -> result.put(key instanceof String name ? name : String.valueOf(key), frozen(item)));
            return result;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> result = new ArrayList<>();
            list.forEach(item -> result.add(frozen(item)));
            return result;
        } else if (value instanceof BigInteger whole) {
            return new NumberTerm(whole.toString());
        } else if (value instanceof Double number) {
            // JSON has no text for what is no number: it stays, and whoever writes it fails, as OPA does.
            return Double.isFinite(number) ? new NumberTerm(GoText.number(number)) : number;
        } else if (value instanceof YamlScalar.Time time) {
            return time.json();
        }
        return value;
    }
}
