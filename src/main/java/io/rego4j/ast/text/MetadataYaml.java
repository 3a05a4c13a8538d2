package io.rego4j.ast.text;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.StringTerm;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A METADATA block as the comments that OPA reads it from. What YAML could take for anything but the string it is goes into
 * quotes.
 */
public final class MetadataYaml {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_./-]*+(?: [A-Za-z0-9_./-]++)*+");
    private static final Pattern WORD = Pattern.compile("(?i)y|n|yes|no|on|off|true|false|null");

    private final List<String> lines = new ArrayList<>();

    private MetadataYaml() {}

    /** The lines of a block; the first is {@code METADATA}. */
    public static List<Comment> comments(Annotations block) {
        List<Comment> comments = new ArrayList<>();
        comments.add(new Comment(" METADATA"));
        for (String line : new MetadataYaml().lines(block)) {
            comments.add(new Comment(" " + line));
        }
        return comments;
    }

    private List<String> lines(Annotations content) {
        Map<String, @Nullable Object> top = new LinkedHashMap<>();
        put(top, "scope", content.scope());
        put(top, "title", content.title());
        put(top, "description", content.description());
        if (content.entrypoint()) {
            top.put("entrypoint", true);
        }
        put(top, "organizations", content.organizations());
        put(
                top,
                "related_resources",
                content.relatedResources().stream()
                        .map(r -> entries("ref", r.ref(), "description", r.description()))
                        .toList());
        put(
                top,
                "authors",
                content.authors().stream()
                        .map(a -> entries("name", a.name(), "email", a.email()))
                        .toList());
        put(top, "schemas", content.schemas().stream().map(MetadataYaml::schema).toList());
        put(top, "compile", compile(content.compile()));
        put(top, "custom", content.custom());
        put(top, "labels", content.labels());
        writeMap(top, "");
        return lines;
    }

    private static Map<String, @Nullable Object> schema(Annotations.Schema schema) {
        Map<String, @Nullable Object> entry = new LinkedHashMap<>();
        Object value = schema.schema() != null ? schema.schema().toString() : schema.definition();
        entry.put(schema.path().toString(), value);
        return entry;
    }

    private static Map<String, @Nullable Object> compile(Annotations.@Nullable Compile compile) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        if (compile != null) {
            List<@Nullable String> unknowns = new ArrayList<>();
            for (RefTerm unknown : compile.unknowns()) {
                unknowns.add(unknown == null ? null : unknown.toString());
            }
            put(entries, "unknowns", unknowns);
            put(
                    entries,
                    "mask_rule",
                    compile.maskRule() == null ? "" : compile.maskRule().toString());
        }
        return entries;
    }

    private static Map<String, @Nullable Object> entries(String k1, String v1, String k2, String v2) {
        Map<String, @Nullable Object> entries = new LinkedHashMap<>();
        put(entries, k1, v1);
        put(entries, k2, v2);
        return entries;
    }

    private static void put(Map<String, @Nullable Object> map, String key, Object value) {
        if (!value.equals("") && !value.equals(List.of()) && !value.equals(Map.of())) {
            map.put(key, value);
        }
    }

    private void writeMap(Map<?, ?> map, String indent) {
        DeepStack.step(() -> {
            map.forEach((key, value) -> write(indent, scalar(key) + ":", value));
            return true;
        });
    }

    private void write(String indent, String label, @Nullable Object value) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            lines.add(indent + label);
            writeMap(map, indent + "  ");
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            lines.add(indent + label);
            list.forEach(item -> writeItem(indent, item));
        } else {
            lines.add(indent + label + " " + scalar(value));
        }
    }

    private void writeItem(String indent, @Nullable Object item) {
        if (item instanceof Map<?, ?> map && !map.isEmpty()) {
            int first = lines.size();
            writeMap(map, indent + "  ");
            lines.set(first, indent + "- " + lines.get(first).substring(indent.length() + 2));
        } else if (item instanceof List<?> list) {
            lines.add(indent + "- " + flow(list));
        } else {
            lines.add(indent + "- " + scalar(item));
        }
    }

    private static String flow(@Nullable Object value) {
        return value instanceof List || value instanceof Map ? DeepStack.step(() -> flat(value)) : flat(value);
    }

    private static String flat(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(MetadataYaml::flow).collect(Collectors.joining(", ", "[", "]"));
        } else if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(e -> quote((String) e.getKey()) + ": " + flow(e.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        return value instanceof String text ? quote(text) : plain(value);
    }

    /** A value that needs no quotes: also what no JSON has. */
    private static String plain(@Nullable Object value) {
        if (value instanceof Double number) {
            return number.isNaN() ? ".nan" : number > 0 ? ".inf" : "-.inf";
        }
        return String.valueOf(value);
    }

    private static String scalar(@Nullable Object value) {
        if (value instanceof String text) {
            // A line that starts with this word would begin another block.
            boolean plain =
                    PLAIN.matcher(text).matches() && !WORD.matcher(text).matches() && !text.startsWith("METADATA");
            return plain ? text : quote(text);
        } else if (value instanceof Map<?, ?>) {
            return "{}";
        } else if (value instanceof List<?>) {
            return "[]";
        }
        return plain(value);
    }

    private static String quote(String text) {
        return new StringTerm(text).toString();
    }
}
