package io.rego4j.parity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What OPA reads a text as, without what formatting may change in how it is spelled: places; the order of imports, and those
 * that say which Rego this is; the operator, name and repeated key of a head; the numbers of wildcards; constants in template
 * strings; {@code some _, x in xs} for {@code some x in xs}.
 *
 * @param policy the policy
 * @param comments its comments, without blanks at their ends, sorted
 * @param annotations its METADATA
 */
record Meaning(
        @Nullable Object policy,
        List<String> comments,
        @Nullable Object annotations) {
    private static final Map<String, Object> WILDCARD = Map.of("type", "var", "value", "$");
    private static final Object MEMBER = member("member_2");
    private static final Object MEMBER_WITH_KEY = member("member_3");

    /** The meaning of OPA's AST JSON. */
    static Meaning of(String tree) throws IOException {
        if (!(AstTree.readPlaceless(tree) instanceof Map<?, ?> read)) {
            throw new IOException("no module: " + tree);
        }
        Map<Object, @Nullable Object> module = new TreeMap<>(read);
        List<String> comments = new ArrayList<>();
        for (Object comment : list(module.remove("comments"))) {
            Object text = comment instanceof Map<?, ?> c ? c.get("Text") : null;
            byte[] bytes = Base64.getDecoder().decode(text == null ? "" : text.toString());
            comments.add(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
        }
        comments.sort(null);
        Object annotations = module.get("annotations");
        List<Object> imports = new ArrayList<>();
        for (Object imported : list(module.remove("imports"))) {
            Object name = at(imported, "path", "value", 0, "value");
            if (!"rego".equals(name) && !"future".equals(name)) {
                imports.add(plain(imported));
            }
        }
        imports.sort(Comparator.comparing(Object::toString));
        module.put("imports", imports);
        return new Meaning(plain(module), comments, annotations);
    }

    /**
     * The meaning as far as it can be kept in a text for two versions of Rego. From v2 on, and where {@code not} is imported, a
     * negation is a node of its own.
     */
    Meaning acrossVersions() {
        return new Meaning(plainNegations(policy), comments, annotations);
    }

    boolean hasSameNotes(Meaning other) {
        return comments.equals(other.comments) && AstTree.difference(annotations, other.annotations, "", "") == null;
    }

    /** What is another policy, or another comment; null if nothing is. */
    @Nullable
    String difference(Meaning other) {
        String found = AstTree.difference(policy, other.policy, "before", "after");
        return found != null || comments.equals(other.comments) ? found : "the comments are not the same";
    }

    private static @Nullable Object plainNegations(@Nullable Object node) {
        if (node instanceof List<?> items) {
            return each(items, Meaning::plainNegations);
        }
        if (!(node instanceof Map<?, ?> fields)) {
            return node;
        }
        Map<Object, @Nullable Object> plain = new TreeMap<>();
        fields.forEach((key, value) -> plain.put(key, plainNegations(value)));
        if ("not".equals(at(plain, "terms", "type"))
                && at(plain, "terms", "body") instanceof List<?> body
                && body.size() == 1
                && at(body, 0) instanceof Map<?, ?> only
                && only.keySet().equals(Set.of("terms"))) {
            plain.put("negated", true);
            plain.put("terms", only.get("terms"));
        }
        return plain;
    }

    private static List<@Nullable Object> each(List<?> items, UnaryOperator<@Nullable Object> change) {
        List<@Nullable Object> changed = new ArrayList<>(items.size());
        items.forEach(item -> changed.add(change.apply(item)));
        return changed;
    }

    private static @Nullable Object plain(@Nullable Object node) {
        if (node instanceof List<?> items) {
            return each(items, Meaning::plain);
        }
        if (!(node instanceof Map<?, ?> fields)) {
            return node;
        }
        Map<Object, @Nullable Object> plain = new TreeMap<>();
        fields.forEach((key, value) -> plain.put(key, plain(value)));
        List.of("generated", "assign", "index").forEach(plain::remove);
        if (plain.containsKey("name") && plain.get("ref") instanceof List<?> ref) {
            plain.remove("name");
            // obj["k"] := true if c is written obj["k"] if c.
            if (ref.size() > 1 && Objects.equals(ref.get(ref.size() - 1), plain.get("key"))) {
                plain.remove("key");
            }
        }
        Object type = plain.get("type");
        if ("var".equals(type) && String.valueOf(plain.get("value")).startsWith("$")) {
            return WILDCARD;
        }
        if ("templatestring".equals(type)) {
            plain.put("value", parts(list(at(plain, "value", "parts"))));
        }
        if ("call".equals(type)
                && plain.get("value") instanceof List<?> call
                && call.size() > 1
                && MEMBER_WITH_KEY.equals(call.get(0))
                && WILDCARD.equals(call.get(1))) {
            List<@Nullable Object> withoutKey = new ArrayList<>(call.subList(1, call.size()));
            withoutKey.set(0, MEMBER);
            plain.put("value", withoutKey);
        }
        return plain;
    }

    /** The parts of a template string: a constant is as good as its text. */
    private static List<Object> parts(List<?> parts) {
        List<Object> joined = new ArrayList<>();
        for (Object part : parts) {
            Object plain = part;
            if (part instanceof Map<?, ?> term) {
                switch (String.valueOf(term.get("type"))) {
                    case "string", "number", "boolean" -> plain = String.valueOf(term.get("value"));
                    case "null" -> plain = "null"; // Its value in the JSON is {}.
                    default -> {}
                }
            }
            int last = joined.size() - 1;
            if (plain instanceof String && last >= 0 && joined.get(last) instanceof String before) {
                joined.set(last, before + plain);
            } else {
                joined.add(plain);
            }
        }
        return joined;
    }

    private static Object member(String name) {
        return new TreeMap<>(Map.of(
                "type",
                "ref",
                "value",
                List.of(
                        new TreeMap<>(Map.of("type", "var", "value", "internal")),
                        new TreeMap<>(Map.of("type", "string", "value", name)))));
    }

    private static List<?> list(@Nullable Object node) {
        return node instanceof List<?> items ? items : List.of();
    }

    /** What stands at a path of keys and indices; null if nothing does. */
    private static @Nullable Object at(@Nullable Object node, Object... path) {
        @Nullable Object found = node;
        for (Object step : path) {
            if (found instanceof Map<?, ?> map) {
                found = map.get(step);
            } else if (found instanceof List<?> items && step instanceof Integer index && index < items.size()) {
                found = items.get(index);
            } else {
                return null;
            }
        }
        return found;
    }
}
