package io.rego4j.internal.yaml;

import io.rego4j.internal.deep.DeepStack;
import io.rego4j.internal.go.GoQuote;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes YAML nodes into typed values as {@code go.yaml.in/yaml/v3} does, with its error messages. Type errors are collected;
 * any other error ends the decoding at once.
 */
public final class YamlDecoder {
    /** The Go type to decode into. */
    public enum Target {
        ANY("interface {}"),
        STRING("string"),
        BOOL("bool"),
        MAP("map[string]interface {}"),
        STRINGS("[]string"),
        LIST("[]interface {}"),
        MAPS("[]map[string]interface {}"),
        /** The METADATA block itself: the fields that the decoder was made for. */
        BLOCK("ast.rawAnnotation");

        private final String type;

        Target(String type) {
            this.type = type;
        }

        private @Nullable Target item() {
            return switch (this) {
                case ANY, LIST -> ANY;
                case STRINGS -> STRING;
                case MAPS -> MAP;
                default -> null;
            };
        }
    }

    /** Returned for a node that does not fit the target; the field or item is left unset. */
    private static final Object MISFIT = new Object();

    /** The most nodes of a mapping whose keys are compared pairwise instead of by a hash table. */
    private static final int FEW = 24;

    private static final Set<String> YES = Set.of("y", "Y", "yes", "Yes", "YES", "on", "On", "ON");
    private static final Set<String> NO = Set.of("n", "N", "no", "No", "NO", "off", "Off", "OFF");

    private final Map<String, Target> fields;
    private final List<String> misfits = new ArrayList<>();
    private final Set<YamlNode> opened = new HashSet<>();
    private @Nullable Set<@Nullable Object> merged;
    private int decoded;
    private int decodedByAlias;
    private int aliasDepth;

    private YamlDecoder(Map<String, Target> fields) {
        this.fields = fields;
    }

    /**
     * The fields of a document's root.
     *
     * @param fields the known fields with their types; other keys are ignored
     * @return the fields that the root has: Strings, Booleans, lists, {@link YamlMap}s and the values of {@link YamlScalar}
     * @throws YamlException if a value does not have the type of its field
     */
    public static Map<String, Object> decode(@Nullable YamlNode root, Map<String, Target> fields) throws YamlException {
        Map<String, Object> found = new HashMap<>();
        if (root != null) {
            YamlDecoder decoder = new YamlDecoder(fields);
            decoder.decode(root, Target.BLOCK, found);
            decoder.checkMisfits();
        }
        return found;
    }

    /**
     * The value of a document of any type.
     *
     * @return null, a list, a {@link YamlMap} or a value of {@link YamlScalar}
     */
    static @Nullable Object decode(YamlNode root) throws YamlException {
        YamlDecoder decoder = new YamlDecoder(Map.of());
        Object value = decoder.decode(root, Target.ANY, null);
        decoder.checkMisfits();
        return value;
    }

    private void checkMisfits() throws YamlException {
        if (!misfits.isEmpty()) {
            throw new YamlException("yaml: unmarshal errors:\n  " + String.join("\n  ", misfits));
        }
    }

    private @Nullable Object decode(YamlNode node, Target target, @Nullable Object into) throws YamlException {
        decoded++;
        if (aliasDepth > 0) {
            decodedByAlias++;
        }
        if (decodedByAlias > 100 && decoded > 1000 && (double) decodedByAlias / decoded > allowedAliases()) {
            throw new YamlException("yaml: document contains excessive aliasing");
        }
        return switch (node.kind) {
            case ALIAS -> alias(node, target, into);
            case SCALAR -> scalar(node, target);
            case SEQUENCE -> DeepStack.step(YamlException.class, () -> sequence(node, target));
            case MAPPING -> DeepStack.step(YamlException.class, () -> mapping(node, target, into));
        };
    }

    /** The share of decoded nodes that aliases may cause; it shrinks with the size of the document. */
    private double allowedAliases() {
        double large = (decoded - 400_000) / 3_600_000.0;
        return 0.99 - 0.89 * Math.max(0, Math.min(1, large));
    }

    private @Nullable Object alias(YamlNode node, Target target, @Nullable Object into) throws YamlException {
        YamlNode meant = node.target;
        if (meant == null || !opened.add(node)) {
            throw new YamlException("yaml: anchor '" + node.value + "' value contains itself");
        }
        aliasDepth++;
        Object value = decode(meant, target, into);
        aliasDepth--;
        opened.remove(node);
        return value;
    }

    private @Nullable Object scalar(YamlNode node, Target target) throws YamlException {
        YamlScalar scalar;
        try {
            scalar = YamlScalar.resolve(node.tag, node.value);
        } catch (IllegalArgumentException e) {
            throw new YamlException(String.valueOf(e.getMessage()));
        }
        Object value = scalar.value();
        if (scalar.tag().equals(YamlScalar.BINARY)) {
            value = fromBase64(node.value);
        }
        switch (target) {
            case ANY -> {
                return value;
            }
            case STRING -> {
                if (value != null) {
                    return scalar.tag().equals(YamlScalar.BINARY) ? value : node.value;
                }
            }
            case BOOL -> {
                if (value instanceof Boolean) {
                    return value;
                } else if (value instanceof String word && (YES.contains(word) || NO.contains(word))) {
                    return YES.contains(word);
                }
            }
            default -> {
                if (value == null) {
                    return null;
                }
            }
        }
        return value == null ? MISFIT : misfit(node, scalar.tag(), target);
    }

    private static String fromBase64(String text) throws YamlException {
        try {
            byte[] bytes = Base64.getDecoder().decode(text.replace("\n", "").replace("\r", ""));
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new YamlException("yaml: !!binary value contains invalid base64 data");
        }
    }

    private @Nullable Object sequence(YamlNode node, Target target) throws YamlException {
        Target item = target.item();
        if (item == null) {
            return misfit(node, "!!seq", target);
        }
        List<@Nullable Object> items = new ArrayList<>();
        for (YamlNode child : node.content) {
            Object value = decode(child, item, null);
            if (value != MISFIT) {
                items.add(value);
            }
        }
        return items;
    }

    private @Nullable Object mapping(YamlNode node, Target target, @Nullable Object into) throws YamlException {
        int before = misfits.size();
        reportDuplicates(node);
        if (misfits.size() > before) {
            return MISFIT;
        }
        if (target == Target.BLOCK && into instanceof Map<?, ?> block) {
            decodeBlock(node, block);
            return block;
        } else if (target == Target.ANY || target == Target.MAP) {
            YamlMap map =
                    into instanceof YamlMap known ? known : new YamlMap(target == Target.ANY && !hasStringKeys(node));
            decodeMap(node, map);
            return map;
        }
        return misfit(node, "!!map", target);
    }

    private void reportDuplicates(YamlNode node) {
        if (hasFewKeysAllDifferent(node.content)) {
            return;
        }
        // String keys are comparable, so HashMap stays fast if an attacker chose colliding hash codes.
        Map<String, List<YamlNode>> same = new HashMap<>();
        for (int i = 0; i < node.content.size(); i += 2) {
            YamlNode key = node.content.get(i);
            same.computeIfAbsent(key.kind + " " + key.value, k -> new ArrayList<>())
                    .add(key);
        }
        if (2 * same.size() == node.content.size()) {
            return;
        }
        for (int i = 0; i < node.content.size(); i += 2) {
            YamlNode first = node.content.get(i);
            List<YamlNode> all = same.getOrDefault(first.kind + " " + first.value, List.of());
            for (YamlNode later : all.subList(all.indexOf(first) + 1, all.size())) {
                misfits.add("line " + later.line + ": mapping key " + GoQuote.quote(later.value)
                        + " already defined at line " + first.line);
            }
        }
    }

    /** A quick check for the usual mapping, which is small and has no duplicates. */
    private static boolean hasFewKeysAllDifferent(List<YamlNode> content) {
        if (content.size() > FEW) {
            return false;
        }
        for (int i = 2; i < content.size(); i += 2) {
            for (int before = 0; before < i; before += 2) {
                if (content.get(before).value.equals(content.get(i).value)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean hasStringKeys(YamlNode node) {
        for (int i = 0; i < node.content.size(); i += 2) {
            String tag = node.content.get(i).tag;
            if (!tag.equals(YamlScalar.STR) && !tag.equals(YamlScalar.MERGE)) {
                return false;
            }
        }
        return true;
    }

    private void decodeMap(YamlNode node, YamlMap map) throws YamlException {
        Set<@Nullable Object> known = merged;
        merged = null;
        YamlNode mergeNode = null;
        for (int i = 0; i < node.content.size(); i += 2) {
            YamlNode keyNode = node.content.get(i);
            if (keyNode.isMerge()) {
                mergeNode = node.content.get(i + 1);
                continue;
            }
            Object key = decode(keyNode, map.general ? Target.ANY : Target.STRING, null);
            if (key == MISFIT || known != null && !known.add(key)) {
                continue;
            }
            if (key instanceof YamlMap || key instanceof List) {
                throw new YamlException("yaml: invalid map key: " + YamlErrorText.format(key));
            }
            Object value = decode(node.content.get(i + 1), Target.ANY, null);
            if (value != MISFIT) {
                map.entries.put(key, value);
            }
        }
        merged = known;
        if (mergeNode != null) {
            merge(node, mergeNode, map.general ? Target.ANY : Target.MAP, map);
        }
    }

    private void decodeBlock(YamlNode node, Map<?, ?> block) throws YamlException {
        @SuppressWarnings("unchecked")
        Map<String, Object> found = (Map<String, Object>) block;
        Set<@Nullable Object> known = merged;
        merged = null;
        YamlNode mergeNode = null;
        Set<String> done = new HashSet<>();
        for (int i = 0; i < node.content.size(); i += 2) {
            YamlNode keyNode = node.content.get(i);
            if (keyNode.isMerge()) {
                mergeNode = node.content.get(i + 1);
                continue;
            }
            Object key = decode(keyNode, Target.STRING, null);
            if (!(key instanceof String name) || known != null && !known.add(name)) {
                continue;
            }
            Target wanted = fields.get(name);
            if (wanted == null) {
                continue;
            }
            if (!done.add(name)) {
                misfits.add("line " + keyNode.line + ": field " + name + " already set in type " + Target.BLOCK.type);
                continue;
            }
            Object value = decode(node.content.get(i + 1), wanted, found.get(name));
            if (value == null) {
                found.remove(name);
            } else if (value != MISFIT) {
                found.put(name, value);
            }
        }
        merged = known;
        if (mergeNode != null) {
            merge(node, mergeNode, Target.BLOCK, found);
        }
    }

    private void merge(YamlNode parent, YamlNode from, Target target, Object into) throws YamlException {
        Set<@Nullable Object> before = merged;
        if (before == null) {
            Set<@Nullable Object> own = new HashSet<>();
            for (int i = 0; i < parent.content.size(); i += 2) {
                Object key = decode(parent.content.get(i), Target.ANY, null);
                if (key != MISFIT) {
                    own.add(key);
                }
            }
            merged = own;
        }
        if (from.kind == YamlNode.Kind.SEQUENCE) {
            for (YamlNode item : from.content) {
                mergeOne(item, target, into);
            }
        } else {
            mergeOne(from, target, into);
        }
        merged = before;
    }

    private void mergeOne(YamlNode from, Target target, Object into) throws YamlException {
        YamlNode meant = from.target == null ? from : from.target;
        if (meant.kind != YamlNode.Kind.MAPPING) {
            throw new YamlException("yaml: map merge requires map or sequence of maps as the value");
        }
        decode(from, target, into);
    }

    private Object misfit(YamlNode node, String tag, Target target) {
        String value = "";
        if (node.kind == YamlNode.Kind.SCALAR) {
            byte[] bytes = node.value.getBytes(StandardCharsets.UTF_8);
            value = bytes.length > 10
                    ? " `" + new String(bytes, 0, 7, StandardCharsets.UTF_8) + "...`"
                    : " `" + node.value + "`";
        }
        misfits.add("line " + node.line + ": cannot unmarshal " + (node.tag.isEmpty() ? tag : node.tag) + value
                + " into " + target.type);
        return MISFIT;
    }
}
