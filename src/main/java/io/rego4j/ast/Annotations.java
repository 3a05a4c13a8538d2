package io.rego4j.ast;

import io.rego4j.ast.text.MetadataYaml;
import io.rego4j.ast.text.NodeText;
import io.rego4j.internal.deep.DeepStack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A METADATA block: OPA's {@code ast.Annotations}.
 *
 * @param scope {@code package}, {@code rule}, {@code document} or {@code subpackages}; empty if none was written and none
 *     was derived yet
 * @param title a title; empty if none
 * @param entrypoint true if the rule or package is an entry point
 * @param description a text; empty if none
 * @param organizations names
 * @param relatedResources links
 * @param authors people
 * @param schemas what OPA's type checker assumes about documents
 * @param compile settings of the Compile API; null if none
 * @param custom any keys and values: strings, {@link NumberTerm}s, booleans, nulls, lists and maps
 * @param labels any keys and values, as in {@code custom}
 */
public record Annotations(
        String scope,
        String title,
        boolean entrypoint,
        String description,
        List<String> organizations,
        List<RelatedResource> relatedResources,
        List<Author> authors,
        List<Schema> schemas,
        @Nullable Compile compile,
        Map<String, @Nullable Object> custom,
        Map<String, @Nullable Object> labels,
        Origin origin)
        implements Node {

    /**
     * A link.
     *
     * @param ref its address
     * @param description a text; empty if none
     */
    public record RelatedResource(String ref, String description) {}

    /**
     * A person.
     *
     * @param name the name; may be empty
     * @param email the address; empty if none
     */
    public record Author(String name, String email) {}

    /**
     * A schema for a document.
     *
     * @param path the document
     * @param schema a reference below {@code schema}; null if the schema is written out
     * @param definition the schema itself, in the values of {@code custom}; null if it is named
     */
    public record Schema(
            RefTerm path,
            @Nullable RefTerm schema,
            @Nullable Object definition) {}

    /**
     * Settings of the Compile API.
     *
     * @param unknowns the documents that are unknown; null, as in OPA, for each entry that was no text
     * @param maskRule the rule that masks columns; null if none
     */
    public record Compile(
            List<@Nullable RefTerm> unknowns, @Nullable RefTerm maskRule) {
        public Compile {
            unknowns = Collections.unmodifiableList(new ArrayList<>(unknowns));
        }
    }

    public Annotations {
        Objects.requireNonNull(scope, "scope");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(description, "description");
        organizations = List.copyOf(organizations);
        relatedResources = List.copyOf(relatedResources);
        authors = List.copyOf(authors);
        schemas = List.copyOf(schemas);
        custom = frozen(custom);
        labels = frozen(labels);
    }

    /** The comments that OPA reads this block from; the first one is {@code # METADATA}. */
    public List<Comment> toComments() {
        return MetadataYaml.comments(this);
    }

    @Override
    public <R extends @Nullable Object> R accept(NodeVisitor<R> visitor) {
        return visitor.visitAnnotations(this);
    }

    @Override
    public List<? extends Node> children() {
        return List.of();
    }

    /** The same annotations with another scope. */
    public Annotations withScope(String scope) {
        return with(scope, origin);
    }

    /** The same annotations with another origin. */
    public Annotations withOrigin(Origin origin) {
        return with(scope, origin);
    }

    private Annotations with(String scope, Origin origin) {
        return new Annotations(
                scope,
                title,
                entrypoint,
                description,
                organizations,
                relatedResources,
                authors,
                schemas,
                compile,
                custom,
                labels,
                origin);
    }

    /** True for a block with equal parts, however deep its values are. */
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Annotations that
                        && DeepStack.call(levels(), () -> components().equals(that.components()));
    }

    @Override
    public int hashCode() {
        return DeepStack.call(levels(), () -> components().hashCode());
    }

    private List<@Nullable Object> components() {
        return Arrays.asList(
                scope,
                title,
                entrypoint,
                description,
                organizations,
                relatedResources,
                authors,
                schemas,
                compile,
                custom,
                labels);
    }

    /** The text that OPA shows for it. */
    @Override
    public String toString() {
        return NodeText.of(this);
    }

    /** How deep the values of {@code custom}, of labels and of schemas nest. */
    int levels() {
        List<@Nullable Object> values = new ArrayList<>(List.of(custom, labels));
        schemas.forEach(schema -> values.add(schema.definition()));
        return levels(values);
    }

    private static int levels(List<?> values) {
        int levels = 0;
        for (List<?> level = values; !level.isEmpty(); levels++) {
            List<@Nullable Object> below = new ArrayList<>();
            for (Object value : level) {
                if (value instanceof Map<?, ?> map) {
                    below.addAll(map.values());
                } else if (value instanceof List<?> list) {
                    below.addAll(list);
                }
            }
            level = below;
        }
        return levels;
    }

    private static Map<String, @Nullable Object> frozen(Map<String, @Nullable Object> map) {
        return DeepStack.call(levels(List.of(map)), () -> frozenMap(map));
    }

    private static Map<String, @Nullable Object> frozenMap(Map<String, @Nullable Object> map) {
        Map<String, @Nullable Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(key, frozenValue(value)));
        return Collections.unmodifiableMap(copy);
    }

    private static @Nullable Object frozenValue(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put((String) key, frozenValue(item)));
            return Collections.unmodifiableMap(copy);
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(item -> copy.add(frozenValue(item)));
            return Collections.unmodifiableList(copy);
        } else if (value == null
                || value instanceof String
                || value instanceof Boolean
                || value instanceof NumberTerm
                || value instanceof Double number && !Double.isFinite(number)) {
            return value;
        }
        throw new IllegalArgumentException(
                "annotations hold strings, numbers (as NumberTerm), booleans, nulls, lists and" + " maps, not "
                        + value.getClass().getName());
    }
}
