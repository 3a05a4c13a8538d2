package io.rego4j.dsl;

import io.rego4j.ast.Annotations;
import io.rego4j.ast.Comment;
import io.rego4j.ast.NumberTerm;
import io.rego4j.ast.Origin;
import io.rego4j.ast.RefTerm;
import io.rego4j.ast.Term;
import io.rego4j.dsl.value.RegoNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A METADATA block, immutable: each method gives another one with more in it. In the text it stands in comments, as OPA has
 * it; in the tree it is an {@link Annotations} too.
 */
public final class Metadata {
    static final Metadata EMPTY = new Metadata(new Annotations(
            "", "", false, "", List.of(), List.of(), List.of(), List.of(), null, Map.of(), Map.of(), Origin.NONE));

    private final Annotations content;

    private Metadata(Annotations content) {
        this.content = content;
    }

    /** What the block says. */
    public Annotations annotations() {
        return content;
    }

    /** {@code scope}: {@code rule}, {@code document}, {@code package} or {@code subpackages}. */
    public Metadata scope(String scope) {
        if (!List.of("rule", "document", "package", "subpackages").contains(scope)) {
            throw new IllegalArgumentException(
                    "the scope of METADATA is rule, document, package or subpackages, not " + RegoNames.quote(scope));
        }
        return new Metadata(content.withScope(scope));
    }

    /** {@code title}. */
    public Metadata title(String title) {
        return change(c -> c.title = title);
    }

    /** {@code description}. */
    public Metadata description(String description) {
        return change(c -> c.description = description);
    }

    /** {@code entrypoint: true}: the rule or package is asked from outside. */
    public Metadata entrypoint() {
        return change(c -> c.entrypoint = true);
    }

    /** Adds an organization. */
    public Metadata organization(String name) {
        return change(c -> c.organizations.add(name));
    }

    /** Adds an author; the email may be empty. */
    public Metadata author(String name, String email) {
        return change(c -> c.authors.add(new Annotations.Author(name, email)));
    }

    /** Adds a link; the description may be empty. */
    public Metadata relatedResource(String ref, String description) {
        return change(c -> c.relatedResources.add(new Annotations.RelatedResource(ref, description)));
    }

    /**
     * Says which schema a document has, for OPA's type checker.
     *
     * @param document for instance {@code input()}
     * @param schema its name in the schemas given to OPA: {@code "pet.request"} is {@code schema.pet.request}
     */
    public Metadata schema(Operand document, String schema) {
        RefTerm name = RegoNames.path("schema." + schema);
        return change(c -> c.schemas.add(new Annotations.Schema(reference(document), name, null)));
    }

    /**
     * Says which schema a document has, written out.
     *
     * @param document for instance {@code input()}
     * @param definition a JSON Schema
     */
    public Metadata schema(Operand document, Map<String, ?> definition) {
        Object frozen = plain(definition);
        return change(c -> c.schemas.add(new Annotations.Schema(reference(document), null, frozen)));
    }

    /** Settings of the Compile API: what is unknown, and the rule that masks columns, if any. */
    public Metadata compile(List<Operand> unknowns, @Nullable Operand maskRule) {
        List<@Nullable RefTerm> refs = new ArrayList<>(unknowns.size());
        unknowns.forEach(unknown -> refs.add(reference(unknown)));
        RefTerm mask = maskRule == null ? null : reference(maskRule);
        return change(c -> c.compile = new Annotations.Compile(refs, mask));
    }

    /** Adds a key of your own: strings, numbers, booleans, null, lists and maps of these. */
    public Metadata custom(String key, @Nullable Object value) {
        Object frozen = plain(value);
        return change(c -> c.custom.put(key, frozen));
    }

    /** Adds a label. */
    public Metadata label(String key, @Nullable Object value) {
        Object frozen = plain(value);
        return change(c -> c.labels.put(key, frozen));
    }

    /** The block as the lines of comments that OPA reads. */
    List<Comment> comments() {
        return content.toComments();
    }

    private Metadata change(java.util.function.Consumer<Draft> change) {
        Draft draft = new Draft(content);
        change.accept(draft);
        return new Metadata(draft.annotations());
    }

    private static RefTerm reference(Operand operand) {
        Term term = operand.term();
        return term instanceof RefTerm ref ? ref : new RefTerm(List.of(term));
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, item) -> copy.put(String.valueOf(key), plain(item)));
            return copy;
        } else if (value instanceof Iterable<?> items) {
            List<@Nullable Object> copy = new ArrayList<>();
            items.forEach(item -> copy.add(plain(item)));
            return copy;
        } else if (value instanceof Number number) {
            return new NumberTerm(number.toString());
        } else if (value instanceof CharSequence text) {
            return Values.requireText(text.toString());
        }
        return value;
    }

    /** The content while it is changed. */
    private static final class Draft {
        private final Annotations from;
        private String title;
        private String description;
        private boolean entrypoint;
        private final List<String> organizations;
        private final List<Annotations.RelatedResource> relatedResources;
        private final List<Annotations.Author> authors;
        private final List<Annotations.Schema> schemas;
        private Annotations.@Nullable Compile compile;
        private final Map<String, @Nullable Object> custom;
        private final Map<String, @Nullable Object> labels;

        Draft(Annotations from) {
            this.from = from;
            title = from.title();
            description = from.description();
            entrypoint = from.entrypoint();
            organizations = new ArrayList<>(from.organizations());
            relatedResources = new ArrayList<>(from.relatedResources());
            authors = new ArrayList<>(from.authors());
            schemas = new ArrayList<>(from.schemas());
            compile = from.compile();
            custom = new LinkedHashMap<>(from.custom());
            labels = new LinkedHashMap<>(from.labels());
        }

        Annotations annotations() {
            return new Annotations(
                    from.scope(),
                    Values.requireText(title),
                    entrypoint,
                    Values.requireText(description),
                    organizations,
                    relatedResources,
                    authors,
                    schemas,
                    compile,
                    custom,
                    labels,
                    from.origin());
        }
    }
}
