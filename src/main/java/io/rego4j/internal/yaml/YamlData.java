package io.rego4j.internal.yaml;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoText;
import io.rego4j.internal.yaml.YamlNode.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Converts YAML to JSON values as {@code YAMLToJSON} in OPA's {@code internal/yaml} does. */
public final class YamlData {
    /** The exponent from which on Go uses scientific notation. */
    private static final int PLAIN_DIGITS = 6;

    private YamlData() {}

    /**
     * The value of the first document of a text.
     *
     * @return null, a map with strings for keys, a list, a String, a Boolean, a BigInteger or a Double
     * @throws YamlException if the text is not YAML, or its value cannot be JSON
     */
    public static @Nullable Object read(String text) throws YamlException {
        return read(text, () -> {});
    }

    /**
     * The same for untrusted text.
     *
     * @param onRead is run each time that the text is parsed, which may be many times; it may throw to stop that
     */
    public static @Nullable Object read(String text, Runnable onRead) throws YamlException {
        YamlNode root = YamlReader.readData(text, onRead);
        if (root == null) {
            return null;
        }
        normalize(root, Collections.newSetFromMap(new IdentityHashMap<>()));
        return json(YamlDecoder.decode(root));
    }

    /** Merges several merge keys of a mapping into one, and keeps the last of several equal keys. */
    private static void normalize(YamlNode node, Set<YamlNode> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node.kind == Kind.MAPPING) {
            mergeOnce(node);
            lastOfEach(node);
        }
        if (node.target != null) {
            normalize(node.target, seen);
        }
        for (YamlNode child : node.content) {
            DeepStack.step(() -> {
                normalize(child, seen);
                return true;
            });
        }
    }

    private static void mergeOnce(YamlNode mapping) {
        List<YamlNode> merged = new ArrayList<>();
        int first = -1;
        for (int i = 0; i < mapping.content.size(); i += 2) {
            if (mapping.content.get(i).isMerge()) {
                first = first < 0 ? i : first;
                YamlNode value = mapping.content.get(i + 1);
                merged.addAll(value.kind == Kind.SEQUENCE ? value.content : List.of(value));
            }
        }
        if (merged.size() < 2) {
            return;
        }
        YamlNode all = new YamlNode(Kind.SEQUENCE, "!!seq", "", mapping.line, null);
        all.content.addAll(merged);
        List<YamlNode> content = new ArrayList<>();
        for (int i = 0; i < mapping.content.size(); i += 2) {
            boolean isMerge = mapping.content.get(i).isMerge();
            if (!isMerge || i == first) {
                content.add(mapping.content.get(i));
                content.add(isMerge ? all : mapping.content.get(i + 1));
            }
        }
        mapping.content.clear();
        mapping.content.addAll(content);
    }

    private static void lastOfEach(YamlNode mapping) {
        Map<String, Integer> places = new HashMap<>();
        List<YamlNode> content = new ArrayList<>();
        for (int i = 0; i < mapping.content.size(); i += 2) {
            YamlNode key = mapping.content.get(i);
            YamlNode value = mapping.content.get(i + 1);
            // OPA converts timestamps to strings only after this step.
            boolean isTime = YamlScalar.resolve("", key.value).tag().equals(YamlScalar.TIMESTAMP);
            String name = key.kind == Kind.SCALAR && !key.isMerge() && !isTime ? name(key) : null;
            Integer earlier = name == null ? null : places.putIfAbsent(name, content.size() + 1);
            if (earlier == null) {
                content.add(key);
                content.add(value);
            } else {
                content.set(earlier, value);
            }
        }
        mapping.content.clear();
        mapping.content.addAll(content);
    }

    private static @Nullable String name(YamlNode key) {
        try {
            return name(YamlDecoder.decode(key));
        } catch (YamlException e) {
            return null;
        }
    }

    /** A key as the name of a JSON member; null if it cannot be one. */
    private static @Nullable String name(@Nullable Object key) {
        if (key instanceof String || key instanceof BigInteger || key instanceof Boolean) {
            return key.toString();
        }
        return key instanceof Double number ? name(number.floatValue()) : null;
    }

    /** As Go's {@code strconv.FormatFloat(x, 'g', -1, 32)}, but with YAML's NaN and infinities. */
    private static String name(float key) {
        if (Float.isNaN(key)) {
            return ".nan";
        } else if (Float.isInfinite(key)) {
            return key > 0 ? ".inf" : "-.inf";
        } else if (key == 0) {
            return 1 / key < 0 ? "-0" : "0";
        }
        BigDecimal shortest = GoText.shortest(key);
        int exponent = shortest.precision() - shortest.scale() - 1;
        if (exponent >= -4 && exponent < PLAIN_DIGITS) {
            return shortest.toPlainString();
        }
        String digits = shortest.unscaledValue().abs().toString();
        return (key < 0 ? "-" : "")
                + digits.charAt(0)
                + (digits.length() > 1 ? "." + digits.substring(1) : "")
                + (exponent < 0 ? "e-" : "e+")
                + (Math.abs(exponent) < 10 ? "0" : "")
                + Math.abs(exponent);
    }

    private static @Nullable Object json(@Nullable Object value) throws YamlException {
        return value instanceof YamlMap || value instanceof List
                ? DeepStack.step(YamlException.class, () -> plain(value))
                : plain(value);
    }

    private static @Nullable Object plain(@Nullable Object value) throws YamlException {
        if (value instanceof YamlMap map) {
            Map<String, @Nullable Object> object = new LinkedHashMap<>();
            for (var entry : map.entries.entrySet()) {
                String name = name(entry.getKey());
                if (name == null) {
                    throw new YamlException("unsupported map key: " + YamlErrorText.format(entry.getKey()));
                }
                object.put(name, json(entry.getValue()));
            }
            return object;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> array = new ArrayList<>(list.size());
            for (Object item : list) {
                array.add(json(item));
            }
            return array;
        } else if (value instanceof Double number && !Double.isFinite(number)) {
            throw new YamlException(
                    "json: unsupported value: " + (number.isNaN() ? "NaN" : number > 0 ? "+Inf" : "-Inf"));
        }
        return value instanceof YamlScalar.Time time ? time.json() : value;
    }
}
